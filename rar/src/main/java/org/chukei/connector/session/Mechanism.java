package org.chukei.connector.session;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.chukei.connector.api.Credentials;
import org.chukei.connector.api.ScramProof;
import org.chukei.smtp.Reply;

/** One SASL mechanism within one exchange: responses in, base64 undone; turns out. */
interface Mechanism {

  /** What a response led to. */
  sealed interface Turn {

    /**
     * 334.
     *
     * @param base64 the challenge
     */
    record Challenge(String base64) implements Turn {}

    /** Only the application knows what comes next. */
    record LookUp(String authenticationId) implements Turn {}

    record Complete(Credentials credentials) implements Turn {}

    record Prove(ScramProof proof) implements Turn {}

    /** The client has taken note of what followed its proof. */
    record Granted(String account) implements Turn {}

    record Failed(Reply reply) implements Turn {}

    static Failed malformed(String why) {
      return new Failed(Reply.of(501, "5.5.2", why));
    }
  }

  /** The challenge where the command brought no initial response. */
  Turn begin();

  Turn respond(byte[] response);

  static Optional<String> utf8(byte[] octets) {
    try {
      ByteBuffer buffer = ByteBuffer.wrap(octets);
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(buffer).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
