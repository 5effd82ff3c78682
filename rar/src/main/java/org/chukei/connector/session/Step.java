package org.chukei.connector.session;

import java.util.List;
import java.util.Optional;
import org.chukei.connector.api.Limit;
import org.chukei.smtp.Reply;

/** What a session wants done after an input. */
public sealed interface Step {

  /**
   * Send these replies, in order, then read what is expected next.
   *
   * @param replies more than one only where the last is 421
   * @param exceeded the limit for whose sake it is said, where there is one
   */
  record Say(List<Reply> replies, Expect next, Optional<Limit> exceeded) implements Step {
    public Say {
      replies = List.copyOf(replies);
    }

    Say(Reply reply, Expect next) {
      this(List.of(reply), next, Optional.empty());
    }

    /** The end of a session that has exceeded a limit. */
    Say(Reply last, Limit exceeded) {
      this(List.of(last), Expect.CLOSE, Optional.of(exceeded));
    }
  }

  /** Put this question to the application; read nothing until {@link Session#answer} was called. */
  record Ask(Question question) implements Step {}

  /**
   * Read a chunk; there is no reply to wait for (RFC 3030 §2). When its last octet was read comes
   * {@link Session#content}, where it is the last one and wanted, else {@link Session#chunkRead};
   * {@link Session#fault(ContentFault)} in place of either, where something is wrong with what came
   * so far.
   *
   * @param octets zero or more
   */
  record ReadChunk(long octets, boolean last, Form form) implements Step {

    /** What the chunk may consist of. */
    public enum Form {
      /** Lines, which a chunk may begin and end in the middle of. */
      LINES,
      /** Any octets. */
      BINARY,
      /** Nobody looks. */
      UNWANTED
    }
  }

  /** Go on as before. */
  record Continue() implements Step {}

  /** What the client is to send next. */
  enum Expect {
    COMMAND,
    /** A line of an AUTH exchange. */
    AUTH_LINE,
    CONTENT,
    /**
     * A TLS handshake. What was read in the clear behind the last line is to be forgotten; then
     * comes {@link Session#secured}, or nothing.
     */
    TLS,
    /** Nothing: close the connection. */
    CLOSE
  }
}
