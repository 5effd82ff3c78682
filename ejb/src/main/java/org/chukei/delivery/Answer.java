package org.chukei.delivery;

import java.util.Optional;
import org.chukei.delivery.Outcome.Handover;
import org.chukei.smtp.EnhancedStatus;
import org.chukei.smtp.Reply;

/**
 * What a next hop made of one recipient, before it is known which position of which envelope that
 * is.
 *
 * @param text see {@link Outcome#text()}; bounded
 * @param elsewhere whether, deferred here, another address of the destination may be asked at once
 * @param ofHost see {@link Outcome.Deferred#ofHost}
 */
record Answer(
    Kind kind,
    EnhancedStatus status,
    String text,
    boolean remote,
    boolean elsewhere,
    boolean ofHost) {

  enum Kind {
    /** By ourselves, to the mailbox. */
    DELIVERED(Optional.of(Handover.MAILBOX)),
    /** By ourselves, to each of the mailboxes. */
    EXPANDED(Optional.of(Handover.MAILBOXES)),
    /** To a next hop. */
    RELAYED(Optional.of(Handover.NEXT_HOP)),
    /** To a next hop that tells the sender what it wants to know. */
    RELAYED_TO_REPORT(Optional.of(Handover.REPORTING_NEXT_HOP)),
    DEFERRED(Optional.empty()),
    FAILED(Optional.empty());

    private final Optional<Handover> handover;

    Kind(Optional<Handover> handover) {
      this.handover = handover;
    }

    /** Who has it now; empty: we have. */
    Optional<Handover> handover() {
      return handover;
    }
  }

  /** In characters: keeps rows, log lines and notices small. */
  static final int LONGEST_TEXT = 1_000;

  /** The remote's reply to something of ours, decided by its code alone. */
  static Answer of(Reply reply) {
    Kind kind =
        reply.isPermanent() ? Kind.FAILED : reply.isTransient() ? Kind.DEFERRED : Kind.RELAYED;
    EnhancedStatus status =
        reply
            .status()
            .orElse(new EnhancedStatus(kind == Kind.RELAYED ? 2 : reply.code() / 100, 0, 0));
    // RFC 5321 §3.8: with 421 the host ends the session, whomever the mail is for.
    return new Answer(kind, status, bounded(reply.toString()), true, true, reply.code() == 421);
  }

  /** The remote said no, or never, but it means only: not now, not here. */
  static Answer notNow(Reply reply) {
    return notNow(reply, reply.code() == 421);
  }

  /** The same, said before it has heard whom the mail is for. */
  static Answer turnedAway(Reply reply) {
    return notNow(reply, reply.isPermanent() || reply.code() == 421);
  }

  private static Answer notNow(Reply reply, boolean ofHost) {
    EnhancedStatus status =
        reply
            .status()
            .map(s -> new EnhancedStatus(4, s.subject(), s.detail()))
            .orElse(new EnhancedStatus(4, 0, 0));
    return new Answer(Kind.DEFERRED, status, bounded(reply.toString()), true, true, ofHost);
  }

  /** In our own words. */
  static Answer deferred(String status, String text) {
    return new Answer(Kind.DEFERRED, EnhancedStatus.of(status), bounded(text), false, true, false);
  }

  /**
   * In our own words.
   *
   * @param mailboxes how many have it now
   */
  static Answer delivered(int mailboxes, String text) {
    Kind kind = mailboxes > 1 ? Kind.EXPANDED : Kind.DELIVERED;
    return new Answer(kind, EnhancedStatus.of("2.0.0"), bounded(text), false, false, false);
  }

  /** In our own words. */
  static Answer failed(String status, String text) {
    return new Answer(Kind.FAILED, EnhancedStatus.of(status), bounded(text), false, false, false);
  }

  /** The same, but another address must not be asked now: it might deliver a second time. */
  Answer onlyLater() {
    return new Answer(kind, status, text, remote, false, ofHost);
  }

  /** The same, of a next hop that was told what the sender wants to know (RFC 3461 §5.2.1). */
  Answer withReportFromThere() {
    return kind == Kind.RELAYED ? as(Kind.RELAYED_TO_REPORT) : this;
  }

  /** The same, of a next hop that has put it into the mailbox. */
  Answer fromTheMailbox() {
    return kind == Kind.RELAYED ? as(Kind.DELIVERED) : this;
  }

  private Answer as(Kind other) {
    return new Answer(other, status, text, remote, elsewhere, ofHost);
  }

  Outcome at(int position, Outcome.Relay relay) {
    if (kind.handover().isPresent()) {
      return new Outcome.Delivered(
          kind.handover().get(), position, relay, status, text, remote, Optional.empty());
    }
    return kind == Kind.DEFERRED
        ? new Outcome.Deferred(position, relay, status, text, remote, ofHost)
        : new Outcome.Failed(position, relay, status, text, remote);
  }

  /**
   * On one line, at most {@link #LONGEST_TEXT} characters, without control characters: PostgreSQL
   * stores no NUL, and a row that can't be stored would be a retry that never comes.
   */
  static String bounded(String text) {
    StringBuilder line = new StringBuilder(text);
    if (line.length() > LONGEST_TEXT) {
      boolean split = Character.isHighSurrogate(line.charAt(LONGEST_TEXT - 2));
      line.setLength(split ? LONGEST_TEXT - 2 : LONGEST_TEXT - 1);
      line.append('…');
    }
    for (int i = 0; i < line.length(); i++) {
      if (Character.isISOControl(line.charAt(i))) {
        line.setCharAt(i, '?');
      }
    }
    return line.toString();
  }
}
