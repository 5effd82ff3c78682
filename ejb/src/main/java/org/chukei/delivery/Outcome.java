package org.chukei.delivery;

import org.chukei.smtp.EnhancedStatus;
import org.chukei.smtp.ForwardPath;

/** What one attempt came to for one recipient. */
public sealed interface Outcome {

  /** Its place in the envelope's list of recipients. */
  int position();

  ForwardPath recipient();

  /**
   * Who said so: {@code mx.example.com[192.0.2.1]:25}, {@code maildir}, {@code none} where nobody
   * was reached.
   */
  String relay();

  /** 2.y.z, 4.y.z or 5.y.z. */
  EnhancedStatus status();

  /**
   * The remote's own words where there are any (with code, on one line), else ours. Peer input:
   * escape to show.
   */
  String text();

  /** Whether {@link #text()} is the remote's. */
  boolean remote();

  /** How the connection was protected, see {@link TlsState}; empty where it was not. */
  String tls();

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

  /** Somebody else took charge. */
  record Delivered(
      Handover to,
      int position,
      ForwardPath recipient,
      String relay,
      EnhancedStatus status,
      String text,
      boolean remote,
      String tls)
      implements Outcome {

    /** Without TLS. */
    public Delivered(
        Handover to,
        int position,
        ForwardPath recipient,
        String relay,
        EnhancedStatus status,
        String text,
        boolean remote) {
      this(to, position, recipient, relay, status, text, remote, "");
    }
  }

  /** Not now: 4yz, no connection, no DNS answer. To be tried again until give-up time. */
  record Deferred(
      int position,
      ForwardPath recipient,
      String relay,
      EnhancedStatus status,
      String text,
      boolean remote,
      String tls)
      implements Outcome {

    /** Without TLS. */
    public Deferred(
        int position,
        ForwardPath recipient,
        String relay,
        EnhancedStatus status,
        String text,
        boolean remote) {
      this(position, recipient, relay, status, text, remote, "");
    }
  }

  /** Never: 5yz, null MX, no such domain. */
  record Failed(
      int position,
      ForwardPath recipient,
      String relay,
      EnhancedStatus status,
      String text,
      boolean remote,
      String tls)
      implements Outcome {

    /** Without TLS. */
    public Failed(
        int position,
        ForwardPath recipient,
        String relay,
        EnhancedStatus status,
        String text,
        boolean remote) {
      this(position, recipient, relay, status, text, remote, "");
    }
  }
}
