package org.chukei.policy;

import org.chukei.connector.api.DecisionId;
import org.chukei.connector.api.Verdict;
import org.chukei.smtp.Reply;

/**
 * What a rule says: ask the next one, yes, or no with a reply. The texts say what the client can do
 * and nothing of our configuration.
 */
enum Outcome {
  NEXT(0, "", ""),
  ACCEPT(250, "2.1.5", "recipient ok"),

  /** The greeting has gone out before the client was denied: 503 to everything. */
  DENIED(503, "5.5.1", "no mail is taken from this client"),
  AUTHENTICATION_REQUIRED(530, "5.7.0", "authentication required"), // RFC 4954 §6

  /** RFC 3207 §4, to the letter. */
  STARTTLS_REQUIRED(530, "5.7.0", "Must issue a STARTTLS command first"),
  NO_SUCH_USER(550, "5.1.1", "no such user here"),
  NO_SUCH_SENDER(550, "5.1.0", "sender address rejected"),
  NOT_THE_ACCOUNTS_SENDER(550, "5.7.1", "this account may not send from this address"),
  NOT_AN_OUTSIDERS_SENDER(550, "5.7.1", "this sender address needs authentication"),
  OWN_NETWORK(550, "5.7.1", "this client may not send from this address"),
  RELAYING_DENIED(550, "5.7.1", "relaying denied");

  private final int code;
  private final String status;
  private final String text;

  Outcome(int code, String status, String text) {
    this.code = code;
    this.status = status;
    this.text = text;
  }

  boolean isAccepted() {
    return this == ACCEPT;
  }

  /** Not for {@link #NEXT}. */
  Verdict verdict(DecisionId id, boolean permitted) {
    return isAccepted()
        ? new Verdict.Accepted(Replies.ACCEPTED, permitted)
        : new Verdict.Refused(Replies.of(code, status, text, id));
  }

  /** The replies' form. */
  static final class Replies {

    private static final Reply ACCEPTED = Reply.of(ACCEPT.code, ACCEPT.status, ACCEPT.text);

    private Replies() {}

    static Reply of(int code, String status, String text, DecisionId id) {
      return Reply.of(code, status, text + " (decision " + id + ")");
    }

    /** RFC 2034 §4: a greeting has no enhanced status. */
    static Reply greeting(int code, String text, DecisionId id) {
      return Reply.of(code, text + " (decision " + id + ")");
    }
  }
}
