package org.chukei.transport;

import java.util.List;
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

  /** To local users' Maildirs, at least one. */
  record Mailboxes(List<Mailbox> mailboxes) implements Way {
    public Mailboxes {
      mailboxes = List.copyOf(mailboxes);
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

  /** By an entry of the transport table, or the usual way. */
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
