package org.chukei.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chukei.delivery.Messages.content;
import static org.chukei.delivery.Messages.envelope;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.chukei.delivery.TlsDemand.Level;
import org.chukei.smtp.BodyType;
import org.chukei.transport.Login;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.TLSARecord;

/** TLS with next hops, and logins under it. */
class TlsDeliveryTest {

  private static final TestAuthority AUTHORITY = new TestAuthority();
  private static final String TLS = "TLSv1.3 TLS_AES_256_GCM_SHA384 ";

  @TempDir private Path directory;
  private FakeNextHop hop;

  @BeforeEach
  void start() throws IOException {
    hop = new FakeNextHop().offering("STARTTLS", "PIPELINING");
  }

  @AfterEach
  void stop() throws IOException {
    hop.close();
  }

  private FakeNextHop withCertificateFor(String... names) {
    return hop.withTls(AUTHORITY.issueTo(names).context(), false);
  }

  private Outcome deliver(Level level) throws Exception {
    return deliver(TestHops.with(hop.hop(), new TlsDemand(level, false)));
  }

  private Outcome deliver(NextHop to) throws Exception {
    return deliver(to, false);
  }

  private Outcome deliver(NextHop to, boolean loginInTheClear) throws Exception {
    TlsClient tls = TlsClient.trusting(Optional.of(AUTHORITY.writeTo(directory.resolve("ca.pem"))));
    Duration patience = Duration.ofSeconds(20);
    SmtpTimeouts timeouts =
        new SmtpTimeouts(patience, patience, patience, patience, patience, patience, patience);
    SmtpOpening opening =
        new SmtpOpening("relay.example.jp", timeouts, tls, host -> loginInTheClear);
    try (SmtpConnections connections =
        new SmtpConnections(
            opening, new SmtpConnections.Limits(patience, 100, 20), java.time.Clock.systemUTC())) {
      return new SmtpClient(connections)
          .deliver(
              envelope("a@example.com"),
              new TreeSet<>(List.of(0)),
              content(Messages.CONTENT),
              new NextHops.Found(List.of(to)))
          .get(0);
    }
  }

  private static void assertDeferred(Outcome outcome, String status, String reason) {
    assertThat(outcome).isInstanceOf(Outcome.Deferred.class);
    assertThat(outcome.status()).hasToString(status);
    assertThat(outcome.text()).contains(reason);
  }

  @Test
  void tls_is_used_where_it_is_offered_and_ehlo_is_said_again() throws Exception {
    withCertificateFor("elsewhere.example");
    Outcome outcome = deliver(new Level.May());
    assertThat(outcome).isInstanceOf(Outcome.Delivered.class);
    assertThat(outcome.relay().tls()).isEqualTo(TLS + "unverified");
    assertThat(hop.commands())
        .startsWith("EHLO relay.example.jp", "STARTTLS", "TLS", "EHLO relay.example.jp")
        .anyMatch(command -> command.startsWith("MAIL"));
    assertThat(new String(hop.contents().get(0), StandardCharsets.US_ASCII))
        .isEqualTo(Messages.CONTENT);
  }

  @Test
  void megabytes_pass_unchanged() throws Exception {
    withCertificateFor("fake.example");
    byte[] line =
        "0123456789012345678901234567890123456789\r\n".getBytes(StandardCharsets.US_ASCII);
    byte[] big = new byte[line.length * 100_000];
    for (int i = 0; i < big.length; i++) {
      big[i] = line[i % line.length];
    }
    try (SmtpConnections connections = Messages.connections(SmtpTimeouts.STANDARD)) {
      new SmtpClient(connections)
          .deliver(
              envelope(BodyType.SEVEN_BIT, big.length, "a@example.com"),
              new TreeSet<>(List.of(0)),
              content(big),
              new NextHops.Found(List.of(hop.hop())));
    }
    assertThat(Arrays.equals(hop.contents().get(0), big)).isTrue();
  }

  @Test
  void a_handshake_that_fails_costs_opportunistic_mail_nothing() throws Exception {
    hop.answer("STARTTLS", "220 2.0.0 but I speak none" + FakeNextHop.DROP);
    Outcome outcome = deliver(new Level.May());
    assertThat(outcome).isInstanceOf(Outcome.Delivered.class);
    assertThat(outcome.relay().tls()).isEmpty();
    assertThat(hop.connections()).isEqualTo(2);
  }

  @Test
  void starttls_that_is_refused_costs_opportunistic_mail_nothing() throws Exception {
    hop.answer("STARTTLS", "454 4.7.0 not now");
    assertThat(deliver(new Level.May())).isInstanceOf(Outcome.Delivered.class);
    assertThat(hop.connections()).isEqualTo(1);
    assertDeferred(deliver(new Level.Encrypt()), "4.7.5", "454 4.7.0 not now");
  }

  @Test
  void mail_that_must_be_encrypted_waits_where_it_can_not_be() throws Exception {
    hop.offering("PIPELINING");
    assertDeferred(deliver(new Level.Encrypt()), "4.7.5", "it is required, and not offered");
    assertThat(hop.commands()).noneMatch(command -> command.startsWith("MAIL"));
  }

  @Test
  void none_means_none() throws Exception {
    withCertificateFor("fake.example");
    assertThat(deliver(new Level.None()).relay().tls()).isEmpty();
    assertThat(hop.commands()).doesNotContain("STARTTLS");
  }

  @Test
  void encrypt_takes_any_certificate() throws Exception {
    withCertificateFor("elsewhere.example");
    assertThat(deliver(new Level.Encrypt()).relay().tls()).isEqualTo(TLS + "unverified");
  }

  @Test
  void verify_takes_a_certificate_of_a_trusted_authority_for_this_host() throws Exception {
    Level verify = new Level.Pkix(List.of("mx.fake.example"));
    withCertificateFor("MX.fake.example");
    assertThat(deliver(verify).relay().tls()).isEqualTo(TLS + "pkix");
    withCertificateFor("*.fake.example");
    assertThat(deliver(verify).relay().tls()).isEqualTo(TLS + "pkix");
    withCertificateFor("*.example", "fake.example", "*.mx.fake.example");
    assertDeferred(
        deliver(verify),
        "4.7.5",
        "the certificate is for *.example, fake.example, *.mx.fake.example, not for mx.fake.example");
    hop.withTls(new TestAuthority().issueTo("mx.fake.example").context(), false);
    assertDeferred(deliver(verify), "4.7.5", "PKIX path");
    hop.withTls(
        AUTHORITY.issueUntil(Instant.now().minusSeconds(60), "mx.fake.example").context(), false);
    assertDeferred(deliver(verify), "4.7.5", "validity check failed");
    assertThat(hop.contents()).hasSize(2);
  }

  @Test
  void verify_of_a_host_by_address_looks_for_the_address() throws Exception {
    Level verify = new Level.Pkix(List.of("192.0.2.1"));
    withCertificateFor("192.0.2.1");
    assertThat(deliver(verify).relay().tls()).isEqualTo(TLS + "pkix");
    withCertificateFor("192.0.2.2");
    assertThat(deliver(verify)).isInstanceOf(Outcome.Deferred.class);
  }

  @Test
  void tls_from_the_first_octet() throws Exception {
    hop.withTls(AUTHORITY.issueTo("fake.example").context(), true);
    Outcome outcome = deliver(TestHops.with(hop.hop(), new TlsDemand(new Level.Encrypt(), true)));
    assertThat(outcome).isInstanceOf(Outcome.Delivered.class);
    assertThat(hop.commands())
        .startsWith("TLS", "EHLO relay.example.jp")
        .doesNotContain("STARTTLS");
  }

  @Test
  void what_was_said_in_the_clear_behind_220_counts_for_nothing() throws Exception {
    withCertificateFor("fake.example")
        .answer("STARTTLS", "220 go\r\n250-evil.example\r\n250 AUTH PLAIN");
    Outcome outcome = deliver(login(new Level.Encrypt()));
    assertDeferred(outcome, "4.7.4", "offers no AUTH that we know");
    assertThat(hop.commands()).noneMatch(command -> command.startsWith("AUTH"));
  }

  private NextHop login(Level level) {
    NextHop plain = hop.hop();
    return new NextHop(
        plain.host(),
        plain.address(),
        NextHop.Protocol.SMTP,
        Optional.empty(),
        new TlsDemand(level, false),
        false,
        Optional.of(new Login("me", "s3cret")));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void a_smart_host_gets_the_login_under_tls_only() throws Exception {
    withCertificateFor("fake.example").offering("STARTTLS", "AUTH LOGIN PLAIN");
    hop.answer("AUTH", "235 2.7.0 come in");
    assertThat(deliver(login(new Level.May()))).isInstanceOf(Outcome.Delivered.class);
    assertThat(hop.commands()).contains("AUTH PLAIN " + base64("\0me\0s3cret"));
    hop.offering("AUTH PLAIN");
    assertDeferred(deliver(login(new Level.May())), "4.7.5", "the login must not go in the clear");
    assertThat(hop.commands().stream().filter(c -> c.startsWith("AUTH"))).hasSize(1);
    assertThat(deliver(login(new Level.None()), true)).isInstanceOf(Outcome.Delivered.class);
  }

  @Test
  void login_goes_step_by_step() throws Exception {
    withCertificateFor("fake.example").offering("STARTTLS", "AUTH=LOGIN");
    hop.answer("AUTH", "334 VXNlcm5hbWU6");
    hop.answer(base64("me"), "334 UGFzc3dvcmQ6").answer(base64("s3cret"), "235 2.7.0 come in");
    assertThat(deliver(login(new Level.May()))).isInstanceOf(Outcome.Delivered.class);
    assertThat(hop.commands()).contains("AUTH LOGIN", base64("me"), base64("s3cret"));
  }

  @Test
  void a_login_that_is_refused_defers_and_never_returns_mail() throws Exception {
    withCertificateFor("fake.example").offering("STARTTLS", "AUTH PLAIN");
    hop.answer("AUTH", "535 5.7.8 who?");
    Outcome outcome = deliver(login(new Level.May()));
    assertDeferred(outcome, "4.7.8", "535 5.7.8 who?");
    assertThat(outcome.text()).doesNotContain("s3cret");
  }

  @Test
  void scram_speaks_as_the_rfc_shows() {
    // RFC 7677 §3
    ScramLogin scram = new ScramLogin(new Login("user", "pencil"), "rOprNGfwEbeRWgbNEkqO");
    assertThat(scram.first()).isEqualTo("n,,n=user,r=rOprNGfwEbeRWgbNEkqO");
    assertThat(
            scram.last(
                "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"))
        .isEqualTo(
            "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                + "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
    assertThat(scram.isGenuine("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=")).isTrue();
    assertThat(scram.isGenuine("v=7rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=")).isFalse();
    assertThat(scram.last("r=somebodyElses,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096")).isEqualTo("*");
  }

  private static TLSARecord tlsa(int usage, int selector, int matching, byte[] data)
      throws Exception {
    return new TLSARecord(
        Name.fromString("_25._tcp.fake.example."), DClass.IN, 60, usage, selector, matching, data);
  }

  private static byte[] sha256(byte[] data) throws Exception {
    return java.security.MessageDigest.getInstance("SHA-256").digest(data);
  }

  private String dane(TestAuthority.Identity server, TLSARecord record) throws Exception {
    hop.withTls(server.context(), false);
    Outcome outcome = deliver(new Level.Dane(List.of(record), List.of("fake.example")));
    return outcome instanceof Outcome.Delivered ? outcome.relay().tls() : outcome.text();
  }

  @Test
  void dane_ee_looks_at_the_key_and_at_neither_name_nor_expiry() throws Exception {
    TestAuthority.Identity old =
        new TestAuthority().issueUntil(Instant.now().minusSeconds(60), "elsewhere.example");
    byte[] key = sha256(old.certificate().getPublicKey().getEncoded());
    assertThat(dane(old, tlsa(3, 1, 1, key))).isEqualTo(TLS + "dane");
    assertThat(dane(old, tlsa(3, 0, 0, old.certificate().getEncoded()))).isEqualTo(TLS + "dane");
    assertThat(dane(old, tlsa(3, 1, 1, sha256(key))))
        .contains("no TLSA record fits: the certificate is another one");
  }

  @Test
  void dane_ta_looks_at_chain_name_and_expiry() throws Exception {
    TLSARecord anchor = tlsa(2, 0, 1, sha256(AUTHORITY.certificate().getEncoded()));
    assertThat(dane(AUTHORITY.issueTo("fake.example"), anchor)).isEqualTo(TLS + "dane");
    assertThat(dane(AUTHORITY.issueTo("elsewhere.example"), anchor))
        .contains("the certificate is for elsewhere.example, not for fake.example");
    assertThat(dane(AUTHORITY.issueUntil(Instant.now().minusSeconds(60), "fake.example"), anchor))
        .contains("validity");
    assertThat(dane(new TestAuthority().issueTo("fake.example"), anchor))
        .contains("the trust anchor is not in the chain");
  }

  @Test
  void usages_0_and_1_and_what_can_not_be_compared_are_unusable() throws Exception {
    byte[] hash = new byte[32];
    assertThat(DaneCheck.isUsable(tlsa(3, 1, 1, hash))).isTrue();
    assertThat(DaneCheck.isUsable(tlsa(2, 0, 2, new byte[64]))).isTrue();
    assertThat(DaneCheck.isUsable(tlsa(0, 1, 1, hash))).isFalse();
    assertThat(DaneCheck.isUsable(tlsa(1, 1, 1, hash))).isFalse();
    assertThat(DaneCheck.isUsable(tlsa(3, 2, 1, hash))).isFalse();
    assertThat(DaneCheck.isUsable(tlsa(3, 1, 3, hash))).isFalse();
    assertThat(DaneCheck.isUsable(tlsa(3, 1, 2, hash))).isFalse();
    assertThat(DaneCheck.isUsable(tlsa(3, 1, 1, new byte[31]))).isFalse();
  }
}
