package org.chukei.transport;

import java.util.List;
import java.util.Optional;
import org.chukei.smtp.Mailbox;

/** Where mail for one recipient goes, as rules and transport table have it now. */
public sealed interface Way {

  /** The {@link #destination()} of mail that stays on this machine. */
  String LOCAL = "local";

  /**
   * A name for where it goes. The queue is fair among destinations, and hands over together what
   * has the same one.
   */
  String destination();

  /**
   * To local users' Maildirs, and on from here to others.
   *
   * @param name of the account, alias or group that is meant
   * @param elsewhere those who have no Maildir here, each to be sent its own way
   * @param owner in whose name it goes on; empty where all are our own users
   */
  record Mailboxes(
      Mailbox name, List<Mailbox> mailboxes, List<Mailbox> elsewhere, Optional<Mailbox> owner)
      implements Way {
    public Mailboxes {
      mailboxes = List.copyOf(mailboxes);
      elsewhere = List.copyOf(elsewhere);
    }

    @Override
    public String destination() {
      return LOCAL;
    }
  }

  /** In a domain of ours, and nobody's. */
  record Nobody() implements Way {
    @Override
    public String destination() {
      return LOCAL;
    }
  }

  /**
   * By an entry of the transport table, or the usual way.
   *
   * @param recipient who is named there
   */
  record By(Transport transport, Mailbox recipient) implements Way {
    @Override
    public String destination() {
      Route route = transport.route();
      if (route instanceof Route.Mx) {
        return recipient.domain().key();
      }
      return route.isHandedOver() ? route.toString() : LOCAL;
    }
  }
}
