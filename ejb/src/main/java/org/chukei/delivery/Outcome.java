package org.chukei.delivery;

import java.util.Optional;
import org.chukei.smtp.EnhancedStatus;

/** What one attempt came to for one recipient. */
public sealed interface Outcome {

  /** Its place in the envelope's list of recipients. */
  int position();

  /** Who said so. */
  Relay relay();

  /** 2.y.z, 4.y.z or 5.y.z. */
  EnhancedStatus status();

  /**
   * The remote's own words where there are any (with code, on one line), else ours. Peer input:
   * escape to show.
   */
  String text();

  /** Whether {@link #text()} is the remote's. */
  boolean remote();

  /**
   * Who said it, and how it was protected on the way.
   *
   * @param name {@code mx.example.com[192.0.2.1]:25}, {@code maildir}, {@code none} where nobody
   *     was reached
   * @param tls see {@link TlsState}; empty where there was none
   */
  record Relay(String name, String tls) {

    /** Nobody was reached. */
    public static final Relay NONE = clear("none");

    /** Reached without TLS. */
    public static Relay clear(String name) {
      return new Relay(name, "");
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** Who has it now (RFC 3464 §2.3.3 has a word for each). */
  enum Handover {
    /** The mailbox of the recipient. */
    MAILBOX,
    /** The mailboxes that the recipient stands for. */
    MAILBOXES,
    /** A next hop that tells the sender nothing. */
    NEXT_HOP,
    /** A next hop that was told what the sender wants to know (RFC 3461), and sees to it. */
    REPORTING_NEXT_HOP
  }

  /**
   * Somebody else took charge.
   *
   * @param forward what is still to be passed on for this recipient; it is to be put into the store
   *     in one step with the fact that this recipient is done
   */
  record Delivered(
      Handover to,
      int position,
      Relay relay,
      EnhancedStatus status,
      String text,
      boolean remote,
      Optional<Forward> forward)
      implements Outcome {}

  /**
   * Not now: 4yz, no connection, no DNS answer. To be tried again until give-up time.
   *
   * @param ofHost said of the host as a whole, before or whatever the recipient: 421 (RFC 5321
   *     §3.8), or a refusal to talk to us at all (§3.1)
   */
  record Deferred(
      int position, Relay relay, EnhancedStatus status, String text, boolean remote, boolean ofHost)
      implements Outcome {}

  /** Never: 5yz, null MX, no such domain. */
  record Failed(int position, Relay relay, EnhancedStatus status, String text, boolean remote)
      implements Outcome {}
}
