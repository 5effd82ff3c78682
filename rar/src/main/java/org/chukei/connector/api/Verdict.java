package org.chukei.connector.api;

import java.util.Optional;
import org.chukei.smtp.Reply;

/**
 * The application's answer to a question of the session. Three of them, each with the reply the
 * client gets.
 */
public sealed interface Verdict {

  Reply reply();

  /**
   * Yes. What it says besides the reply is meaningful for {@link SmtpListener#mayRelay} only.
   *
   * @param permitted the client holds an effective permit, so that the message owes the {@code
   *     X-Relay} trace field
   * @param decision under which the reasons are found
   */
  record Accepted(Reply reply, boolean permitted, Optional<DecisionId> decision)
      implements Verdict {
    public Accepted {
      requireCode(reply, 2);
    }

    public Accepted(Reply reply) {
      this(reply, false);
    }

    public Accepted(Reply reply, boolean permitted) {
      this(reply, permitted, Optional.empty());
    }

    /** The same, with the name of its reasons. */
    public Accepted by(DecisionId id) {
      return new Accepted(reply, permitted, Optional.of(id));
    }
  }

  /** Not now: 4yz. */
  record Deferred(Reply reply) implements Verdict {
    public Deferred {
      requireCode(reply, 4);
    }
  }

  /** No: 5yz. */
  record Refused(Reply reply) implements Verdict {
    public Refused {
      requireCode(reply, 5);
    }
  }

  private static void requireCode(Reply reply, int firstDigit) {
    if (reply.code() / 100 != firstDigit) {
      throw new IllegalArgumentException("verdict and reply disagree: " + reply);
    }
  }
}
