package org.chukei.connector.api;

import org.chukei.smtp.Reply;

/**
 * The application's answer to a question of the session. Three of them, each with the reply the
 * client gets.
 */
public sealed interface Verdict {

  Reply reply();

  /**
   * Yes. @param permitted the client holds an effective permit, so that the message owes the {@code
   * X-Relay} trace field; meaningful for {@link SmtpListener#mayRelay} only
   */
  record Accepted(Reply reply, boolean permitted) implements Verdict {
    public Accepted {
      requireCode(reply, 2);
    }

    public Accepted(Reply reply) {
      this(reply, false);
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
