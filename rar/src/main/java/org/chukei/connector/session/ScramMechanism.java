package org.chukei.connector.session;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chukei.connector.api.ScramParameters;
import org.chukei.connector.api.ScramProof;
import org.chukei.smtp.Reply;

/**
 * SCRAM-SHA-256 and SCRAM-SHA-256-PLUS (RFC 5802, RFC 7677), the server's part:
 *
 * <pre>
 * client-first ─LookUp─► server-first ─► client-final ─Prove─► server-final ─► empty line ─► Granted
 * </pre>
 *
 * <p>The keys stay with the application; here is only what both sides say. SMTP has no place for
 * server-final beside 235, so it is a challenge of its own (RFC 4954 §4).
 */
final class ScramMechanism implements Mechanism {

  private static final String NONCE = "[!-+\\x2d-~]+"; // printable, no comma (RFC 5802 §7)
  private static final Pattern CLIENT_FIRST =
      Pattern.compile(
          "(?<gs2>(?<flag>n|y|p=(?<type>[A-Za-z0-9.-]+)),(?:a=(?<authzid>[^,\\p{Cntrl}]+))?,)"
              + "(?<bare>n=(?<name>[^,\\p{Cntrl}]+),r=(?<nonce>"
              + NONCE
              + ")(?:,[A-Za-z]=[^,\\x00]+)*)");
  private static final Pattern CLIENT_FINAL =
      Pattern.compile(
          "(?<unproven>c=(?<binding>[A-Za-z0-9+/=]+),r=(?<nonce>"
              + NONCE
              + ")(?:,[A-Za-oq-z]=[^,\\x00]+)*),p=(?<proof>[A-Za-z0-9+/=]+)");
  private static final Pattern BAD_ESCAPE = Pattern.compile("=(?!2C|3D)");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int NONCE_OCTETS = 18;

  private final Optional<ChannelBinding> binding;
  private final boolean plusOffered;
  private final String ownNonce;

  private Optional<String> flaw = Optional.empty();
  private String gs2Header = "";
  private Optional<String> authorizationId = Optional.empty();
  private String authenticationId = "";
  private String clientFirstBare = "";
  private String serverFirst = "";
  private String nonce = "";
  private Optional<String> account = Optional.empty();

  ScramMechanism(Optional<ChannelBinding> binding, boolean plusOffered, String ownNonce) {
    this.binding = binding;
    this.plusOffered = plusOffered;
    this.ownNonce = ownNonce;
  }

  /**
   * SCRAM-SHA-256.
   *
   * @param plusOffered whether the client could have bound it to the channel
   */
  static ScramMechanism withoutBinding(boolean plusOffered) {
    return new ScramMechanism(Optional.empty(), plusOffered, newNonce());
  }

  /** SCRAM-SHA-256-PLUS. */
  static ScramMechanism boundTo(ChannelBinding binding) {
    return new ScramMechanism(Optional.of(binding), true, newNonce());
  }

  private static String newNonce() {
    byte[] octets = new byte[NONCE_OCTETS];
    RANDOM.nextBytes(octets);
    return Base64.getEncoder().withoutPadding().encodeToString(octets);
  }

  @Override
  public Turn begin() {
    return new Turn.Challenge("");
  }

  @Override
  public Turn respond(byte[] response) {
    if (account.isPresent()) {
      return response.length == 0
          ? new Turn.Granted(account.get())
          : Turn.malformed("the last response is empty");
    }
    String text = Mechanism.utf8(response).orElse("");
    return serverFirst.isEmpty() ? clientFirst(text) : clientFinal(text);
  }

  private Turn clientFirst(String text) {
    Matcher m = CLIENT_FIRST.matcher(text);
    if (!m.matches()) {
      return Turn.malformed("not a SCRAM client-first-message");
    }
    String authzid = Optional.ofNullable(m.group("authzid")).orElse("");
    if (BAD_ESCAPE.matcher(m.group("name")).find() || BAD_ESCAPE.matcher(authzid).find()) {
      return Turn.malformed("not a SCRAM name");
    }
    boolean bound = m.group("flag").startsWith("p=");
    if (bound != binding.isPresent()) {
      return Turn.malformed("channel binding belongs to the mechanisms with -PLUS, and only there");
    }
    if (bound && !m.group("type").equals(binding.get().type())) {
      return new Turn.Failed(
          Reply.of(504, "5.5.4", "channel binding by " + binding.get().type() + " only"));
    }
    if (m.group("flag").equals("y") && plusOffered) {
      // RFC 5802 §6: somebody has hidden our offer from the client. The exchange goes on to its
      // end, so that the failure is counted and told like any other.
      flaw = Optional.of("the client was kept from channel binding");
    }
    gs2Header = m.group("gs2");
    authorizationId = Optional.of(unescaped(authzid)).filter(s -> !s.isEmpty());
    authenticationId = unescaped(m.group("name"));
    clientFirstBare = m.group("bare");
    nonce = m.group("nonce") + ownNonce;
    return new Turn.LookUp(authenticationId);
  }

  /** RFC 5802 §5.1. */
  private static String unescaped(String saslname) {
    return saslname.replace("=2C", ",").replace("=3D", "=");
  }

  /** Those of the name that was looked up. */
  Turn parameters(ScramParameters parameters) {
    serverFirst = "r=" + nonce + ",s=" + parameters.salt() + ",i=" + parameters.iterations();
    return challenge(serverFirst);
  }

  private Turn clientFinal(String text) {
    Matcher m = CLIENT_FINAL.matcher(text);
    if (!m.matches()) {
      return Turn.malformed("not a SCRAM client-final-message");
    }
    if (!m.group("nonce").equals(nonce)) {
      flaw = Optional.of("the nonce is not ours");
    }
    if (!m.group("binding").equals(expectedBinding())) {
      flaw = Optional.of("the client is bound to another channel");
    }
    String authMessage = clientFirstBare + "," + serverFirst + "," + m.group("unproven");
    return new Turn.Prove(
        new ScramProof(authorizationId, authenticationId, authMessage, m.group("proof"), flaw));
  }

  private String expectedBinding() {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    octets.writeBytes(gs2Header.getBytes(StandardCharsets.UTF_8));
    binding.ifPresent(b -> octets.writeBytes(b.data()));
    return Base64.getEncoder().encodeToString(octets.toByteArray());
  }

  /** The application has found the proof right. */
  Turn proven(String asAccount, String serverSignature) {
    account = Optional.of(asAccount);
    return challenge("v=" + serverSignature);
  }

  private static Turn challenge(String message) {
    byte[] octets = message.getBytes(StandardCharsets.UTF_8);
    return new Turn.Challenge(Base64.getEncoder().encodeToString(octets));
  }
}
