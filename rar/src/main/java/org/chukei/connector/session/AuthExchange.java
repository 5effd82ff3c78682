package org.chukei.connector.session;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.chukei.connector.api.Credentials;
import org.chukei.smtp.Reply;

/**
 * The exchange of one AUTH command (RFC 4954 §4) for PLAIN (RFC 4616) and LOGIN
 * (draft-murchison-sasl-login, which every mail client knows): responses in, a challenge or
 * credentials out.
 */
final class AuthExchange {

  /** What a response led to. */
  sealed interface Turn {

    /** 334. */
    record Challenge(Reply reply) implements Turn {}

    record Complete(Credentials credentials) implements Turn {}

    record Failed(Reply reply) implements Turn {}
  }

  enum Mechanism {
    PLAIN,
    LOGIN
  }

  private final Mechanism mechanism;
  private Optional<String> loginName = Optional.empty();

  AuthExchange(Mechanism mechanism) {
    this.mechanism = mechanism;
  }

  /** The challenge where the command brought no initial response. */
  Turn begin() {
    // "VXNlcm5hbWU6" is "Username:", and clients look for just that.
    return challenge(mechanism == Mechanism.PLAIN ? "" : "VXNlcm5hbWU6");
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
      return malformed("not base64");
    }
    return mechanism == Mechanism.PLAIN ? plain(response) : login(response);
  }

  /** RFC 4616 §2: [authzid] NUL authcid NUL passwd. */
  private static Turn plain(byte[] message) {
    int first = indexOfNul(message, 0);
    int second = first < 0 ? -1 : indexOfNul(message, first + 1);
    if (second < 0 || indexOfNul(message, second + 1) >= 0) {
      return malformed("not a PLAIN response");
    }
    Optional<String> authorization = utf8(message, 0, first);
    Optional<String> authentication = utf8(message, first + 1, second);
    Optional<String> password = utf8(message, second + 1, message.length);
    if (authorization.isEmpty()
        || authentication.filter(s -> !s.isEmpty()).isEmpty()
        || password.filter(s -> !s.isEmpty()).isEmpty()) {
      return malformed("not a PLAIN response");
    }
    return new Turn.Complete(
        new Credentials(
            authorization.filter(s -> !s.isEmpty()), authentication.get(), password.get()));
  }

  private Turn login(byte[] response) {
    Optional<String> text = utf8(response, 0, response.length);
    if (text.filter(s -> !s.isEmpty() && s.indexOf('\0') < 0).isEmpty()) {
      return malformed("not a LOGIN response");
    }
    if (loginName.isEmpty()) {
      loginName = text;
      return challenge("UGFzc3dvcmQ6"); // "Password:"
    }
    return new Turn.Complete(new Credentials(Optional.empty(), loginName.get(), text.get()));
  }

  private static Turn challenge(String base64) {
    return new Turn.Challenge(Reply.of(334, base64));
  }

  private static Turn malformed(String why) {
    return new Turn.Failed(Reply.of(501, "5.5.2", why));
  }

  private static int indexOfNul(byte[] octets, int from) {
    for (int i = from; i < octets.length; i++) {
      if (octets[i] == 0) {
        return i;
      }
    }
    return -1;
  }

  private static Optional<String> utf8(byte[] octets, int from, int to) {
    try {
      ByteBuffer part = ByteBuffer.wrap(Arrays.copyOfRange(octets, from, to));
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(part).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
