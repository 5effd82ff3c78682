package org.chukei.policy;

import static org.chukei.policy.Outcome.ACCEPT;
import static org.chukei.policy.Outcome.NEXT;
import static org.chukei.policy.Situation.Place.FOREIGN;
import static org.chukei.policy.Situation.Place.LOCAL_USER;
import static org.chukei.policy.Situation.Place.UNKNOWN;

import org.chukei.connector.api.AuthOffer;

/** The order of decision (relay-rules), one constant a number. */
public enum Rule {

  /** No rules were ever read: asked before there is anything to judge by. */
  NO_RULES(0) {
    @Override
    Outcome judge(Situation s) {
      return NEXT;
    }

    @Override
    String why(Situation s) {
      return "the rules are known";
    }
  },

  DENIED(1) {
    @Override
    Outcome judge(Situation s) {
      return s.denied() ? Outcome.DENIED : NEXT;
    }

    @Override
    String why(Situation s) {
      return s.denied()
          ? "the connection list denies the client"
          : "the connection list does not deny the client";
    }
  },

  /** The submission services are for our own clients, whoever the recipient is. */
  SUBMISSION(2) {
    @Override
    Outcome judge(Situation s) {
      if (s.mx() || s.authenticated() || s.effectivePermit()) {
        return NEXT;
      }
      return s.authOffer() == AuthOffer.AFTER_STARTTLS
          ? Outcome.STARTTLS_REQUIRED
          : Outcome.AUTHENTICATION_REQUIRED;
    }

    @Override
    String why(Situation s) {
      if (s.mx()) {
        return "the client came by the MX service";
      }
      if (s.authenticated()) {
        return "the client is authenticated";
      }
      return s.effectivePermit()
          ? "the client has an effective permit"
          : "on a submission service the client is neither authenticated nor effectively permitted";
    }
  },

  UNKNOWN_RECIPIENT(3) {
    @Override
    Outcome judge(Situation s) {
      return s.recipient() == UNKNOWN ? Outcome.NO_SUCH_USER : NEXT;
    }

    @Override
    String why(Situation s) {
      return switch (s.recipient()) {
        case UNKNOWN -> "the recipient is in a local domain, but no local user";
        case LOCAL_USER -> "the recipient is a local user";
        case FOREIGN -> "the recipient is foreign";
      };
    }
  },

  /** The table's (b) and (d). */
  PERMIT(4) {
    @Override
    Outcome judge(Situation s) {
      return s.effectivePermit() ? ACCEPT : NEXT;
    }

    @Override
    String why(Situation s) {
      if (s.effectivePermit()) {
        return "the client has an effective permit";
      }
      if (s.permitted() && s.unconditional()) {
        return "the client's permit counts only when it is authenticated";
      }
      if (s.unmet()) {
        return "the client does not meet the conditions of its entry on the permit list";
      }
      return s.permitted()
          ? "the client is permitted, but not UNCONDITIONAL on the connection list"
          : "the client is not on the permit list";
    }
  },

  /** The table's (a). */
  OWNER(5) {
    @Override
    Outcome judge(Situation s) {
      return s.authenticated() && s.owned() ? ACCEPT : NEXT;
    }

    @Override
    String why(Situation s) {
      if (!s.authenticated()) {
        return "the client is not authenticated";
      }
      return s.owned()
          ? "the account owns the sender"
          : "the sender is not one that the account owns";
    }
  },

  NOT_OWNER(6) {
    @Override
    Outcome judge(Situation s) {
      if (!s.authenticated()) {
        return NEXT;
      }
      // Authentication never makes less possible than its absence: what MX takes from anybody for
      // a local user (a foreign sender, a forwarder's, mail for postmaster) it takes here too.
      return s.mx() && s.recipient() == LOCAL_USER && takenFromAnybody(s)
          ? NEXT
          : Outcome.NOT_THE_ACCOUNTS_SENDER;
    }

    private static boolean takenFromAnybody(Situation s) {
      return s.sender() == FOREIGN || s.unconditional() || s.toPostmaster();
    }

    @Override
    String why(Situation s) {
      if (!s.authenticated()) {
        return "the client is not authenticated";
      }
      return judge(s) == NEXT
          ? "without authentication the MX service could take this for a local user"
          : "an account sends only from addresses it owns";
    }
  },

  /** An outsider may not speak in a local user's name, not even to a local user. */
  OUTSIDER(7) {
    @Override
    Outcome judge(Situation s) {
      if (s.sender() == FOREIGN) {
        return NEXT;
      }
      if (s.toPostmaster()) {
        return ACCEPT; // RFC 5321 §4.5.1: mail for postmaster is taken from everybody
      }
      if (s.sender() == UNKNOWN && !s.unconditional()) {
        return Outcome.NO_SUCH_SENDER;
      }
      if (s.recipient() == LOCAL_USER && s.unconditional()) {
        return ACCEPT;
      }
      return s.couldAuthenticate()
          ? Outcome.AUTHENTICATION_REQUIRED
          : Outcome.NOT_AN_OUTSIDERS_SENDER;
    }

    @Override
    String why(Situation s) {
      if (s.sender() == FOREIGN) {
        return "the sender is foreign";
      }
      if (s.toPostmaster()) {
        return "the sender is local and the client an outsider, but postmaster hears everybody";
      }
      if (s.sender() == UNKNOWN && !s.unconditional()) {
        return "the sender is in a local domain, but no local user";
      }
      return s.recipient() == LOCAL_USER && s.unconditional()
          ? "an UNCONDITIONAL client may send to local users in a local name"
          : "an outsider may not send in a local user's name";
    }
  },

  /** The table's (c). */
  INBOUND(8) {
    @Override
    Outcome judge(Situation s) {
      if (s.recipient() != LOCAL_USER) {
        return NEXT;
      }
      return s.strict() ? Outcome.OWN_NETWORK : ACCEPT;
    }

    @Override
    String why(Situation s) {
      if (s.recipient() != LOCAL_USER) {
        return "the recipient is no local user";
      }
      return s.strict()
          ? "the strict profile asks a permit of our own networks"
          : "a foreign sender to a local user by the MX service";
    }
  },

  RELAYING_DENIED(9) {
    @Override
    Outcome judge(Situation s) {
      // Whether some account was granted the sender would tell a stranger who has which grants,
      // so 530 wherever AUTH is offered.
      return s.couldAuthenticate() ? Outcome.AUTHENTICATION_REQUIRED : Outcome.RELAYING_DENIED;
    }

    @Override
    String why(Situation s) {
      return "the recipient is foreign and nothing accepted the mail";
    }
  };

  private final int number;

  Rule(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }

  /**
   * Asked in order, so that a rule takes for granted what the ones before it passed on. {@link
   * Outcome#NEXT} where it does not decide; the last rule always does.
   */
  abstract Outcome judge(Situation situation);

  /** One sentence, whether it decides or not. */
  abstract String why(Situation situation);
}
