package org.chukei.connector.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.chukei.connector.api.ScramParameters;
import org.chukei.connector.api.ScramProof;
import org.chukei.connector.session.Mechanism.Turn;
import org.junit.jupiter.api.Test;

class ScramMechanismTest {

  private static final ChannelBinding CHANNEL =
      new ChannelBinding("tls-server-end-point", new byte[] {1, 2, 3});
  private static final ScramParameters PARAMETERS =
      new ScramParameters("W22ZaJ0SNY7soEsUEjb6gQ==", 4_096);

  private static Turn respond(ScramMechanism mechanism, String message) {
    return mechanism.respond(message.getBytes(StandardCharsets.UTF_8));
  }

  private static String challenge(Turn turn) {
    byte[] octets = Base64.getDecoder().decode(((Turn.Challenge) turn).base64());
    return new String(octets, StandardCharsets.UTF_8);
  }

  private static ScramProof proof(Turn turn) {
    return ((Turn.Prove) turn).proof();
  }

  /** RFC 7677 §3. */
  @Test
  void the_exchange_of_the_rfc() {
    ScramMechanism mechanism =
        new ScramMechanism(Optional.empty(), false, "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0");
    assertThat(respond(mechanism, "n,,n=user,r=rOprNGfwEbeRWgbNEkqO"))
        .isEqualTo(new Turn.LookUp("user"));
    assertThat(challenge(mechanism.parameters(PARAMETERS)))
        .isEqualTo(
            "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                + "s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096");
    ScramProof proof =
        proof(
            respond(
                mechanism,
                "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                    + "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="));
    assertThat(proof.flaw()).isEmpty();
    assertThat(proof.proof()).isEqualTo("dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
    assertThat(proof.authMessage())
        .isEqualTo(
            "n=user,r=rOprNGfwEbeRWgbNEkqO,"
                + "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                + "s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,"
                + "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0");
    assertThat(challenge(mechanism.proven("user", "6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=")))
        .isEqualTo("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
    assertThat(respond(mechanism, "")).isEqualTo(new Turn.Granted("user"));
  }

  @Test
  void after_the_servers_signature_only_an_empty_line_will_do() {
    ScramMechanism mechanism = new ScramMechanism(Optional.empty(), false, "s");
    respond(mechanism, "n,,n=user,r=c");
    mechanism.parameters(PARAMETERS);
    respond(mechanism, "c=biws,r=cs,p=AAAA");
    mechanism.proven("user", "AAAA");
    assertThat(respond(mechanism, "x")).isInstanceOf(Turn.Failed.class);
  }

  @Test
  void names_are_unescaped_and_the_one_to_act_as_is_told() {
    ScramMechanism mechanism = new ScramMechanism(Optional.empty(), false, "s");
    assertThat(respond(mechanism, "n,a=b=2Cc,n=a=3Db=2C\u304c,r=c"))
        .isEqualTo(new Turn.LookUp("a=b,\u304c"));
    mechanism.parameters(PARAMETERS);
    String header = Base64.getEncoder().encodeToString("n,a=b=2Cc,".getBytes());
    ScramProof proof = proof(respond(mechanism, "c=" + header + ",r=cs,p=AAAA"));
    assertThat(proof.flaw()).isEmpty();
    assertThat(proof.authorizationId()).contains("b,c");
  }

  @Test
  void a_client_that_was_kept_from_channel_binding_fails() {
    assertThat(flaw(new ScramMechanism(Optional.empty(), true, "s"), "y,,", "eSws"))
        .contains("the client was kept from channel binding");
    assertThat(flaw(new ScramMechanism(Optional.empty(), false, "s"), "y,,", "eSws")).isEmpty();
    assertThat(flaw(new ScramMechanism(Optional.empty(), true, "s"), "n,,", "biws")).isEmpty();
  }

  @Test
  void binding_and_header_have_to_be_what_was_agreed_on() {
    String header = "p=tls-server-end-point,,";
    byte[] right = (header + "\1\2\3").getBytes(StandardCharsets.ISO_8859_1);
    byte[] wrong = (header + "\1\2\4").getBytes(StandardCharsets.ISO_8859_1);
    Base64.Encoder base64 = Base64.getEncoder();
    assertThat(flaw(bound(), header, base64.encodeToString(right))).isEmpty();
    assertThat(flaw(bound(), header, base64.encodeToString(wrong))).isPresent();
    assertThat(flaw(new ScramMechanism(Optional.empty(), false, "s"), "n,,", "eSws")).isPresent();
  }

  private static ScramMechanism bound() {
    return new ScramMechanism(Optional.of(CHANNEL), true, "s");
  }

  private static Optional<String> flaw(ScramMechanism mechanism, String header, String binding) {
    respond(mechanism, header + "n=user,r=c");
    mechanism.parameters(PARAMETERS);
    return proof(respond(mechanism, "c=" + binding + ",r=cs,p=AAAA")).flaw();
  }

  @Test
  void two_exchanges_have_different_nonces() {
    assertThat(serverFirst()).isNotEqualTo(serverFirst());
  }

  private static String serverFirst() {
    ScramMechanism mechanism = ScramMechanism.withoutBinding(false);
    respond(mechanism, "n,,n=user,r=c");
    return challenge(mechanism.parameters(PARAMETERS));
  }
}
