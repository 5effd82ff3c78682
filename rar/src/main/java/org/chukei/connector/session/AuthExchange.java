package org.chukei.connector.session;

import java.util.Base64;
import java.util.Optional;
import org.chukei.connector.api.ScramParameters;
import org.chukei.connector.session.Mechanism.Turn;
import org.chukei.smtp.Reply;

/** The exchange of one AUTH command (RFC 4954 §4): lines in base64 in, turns out. */
final class AuthExchange {

  private final Mechanism mechanism;

  private AuthExchange(Mechanism mechanism) {
    this.mechanism = mechanism;
  }

  /**
   * Empty where we have no such mechanism, or not on this connection.
   *
   * @param tls empty in the clear
   */
  static Optional<AuthExchange> of(String mechanism, Optional<TlsFacts> tls) {
    Optional<ChannelBinding> binding = tls.flatMap(TlsFacts::binding);
    Optional<Mechanism> found =
        switch (mechanism) {
          case "PLAIN" -> Optional.of(new PlainMechanism());
          case "LOGIN" -> Optional.of(new LoginMechanism());
          case "SCRAM-SHA-256" -> Optional.of(ScramMechanism.withoutBinding(binding.isPresent()));
          case "SCRAM-SHA-256-PLUS" -> binding.map(ScramMechanism::boundTo);
          default -> Optional.empty();
        };
    return found.map(AuthExchange::new);
  }

  /** As EHLO lists them. */
  static String mechanisms(Optional<TlsFacts> tls) {
    return tls.flatMap(TlsFacts::binding).isPresent()
        ? "PLAIN LOGIN SCRAM-SHA-256 SCRAM-SHA-256-PLUS"
        : "PLAIN LOGIN SCRAM-SHA-256";
  }

  Turn begin() {
    return mechanism.begin();
  }

  /** RFC 4954 §4: a single equals sign is an initial response that is empty. */
  Turn initialResponse(String text) {
    return respond(text.equals("=") ? "" : text);
  }

  Turn respond(String base64) {
    if (base64.equals("*")) {
      return new Turn.Failed(Reply.of(501, "5.7.0", "authentication cancelled"));
    }
    byte[] response;
    try {
      response = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return Turn.malformed("not base64");
    }
    return mechanism.respond(response);
  }

  /** The answer to {@link Turn.LookUp}. */
  Turn parameters(ScramParameters parameters) {
    return ((ScramMechanism) mechanism).parameters(parameters);
  }

  /** {@link Turn.Prove} was right: the client is to see that we know its password too. */
  Turn proven(String account, String serverSignature) {
    return ((ScramMechanism) mechanism).proven(account, serverSignature);
  }
}
