package org.chukei.delivery;

import org.chukei.smtp.EnhancedStatus;
import org.chukei.smtp.ForwardPath;
import org.chukei.smtp.Reply;

/**
 * What a next hop made of one recipient, before it is known which position of which envelope that
 * is.
 *
 * @param text see {@link Outcome#text()}; bounded
 * @param elsewhere whether, deferred here, another address of the destination may be asked at once
 */
record Answer(Kind kind, EnhancedStatus status, String text, boolean remote, boolean elsewhere) {

  enum Kind {
    DELIVERED,
    DEFERRED,
    FAILED
  }

  /** In characters: keeps rows, log lines and notices small. */
  static final int LONGEST_TEXT = 1_000;

  /** The remote's reply to something of ours, decided by its code alone. */
  static Answer of(Reply reply) {
    Kind kind =
        reply.isPermanent() ? Kind.FAILED : reply.isTransient() ? Kind.DEFERRED : Kind.DELIVERED;
    EnhancedStatus status =
        reply
            .status()
            .orElse(new EnhancedStatus(kind == Kind.DELIVERED ? 2 : reply.code() / 100, 0, 0));
    return new Answer(kind, status, bounded(reply.toString()), true, true);
  }

  /** The remote said no, or never, but it means only: not now, not here. */
  static Answer notNow(Reply reply) {
    EnhancedStatus status =
        reply
            .status()
            .map(s -> new EnhancedStatus(4, s.subject(), s.detail()))
            .orElse(new EnhancedStatus(4, 0, 0));
    return new Answer(Kind.DEFERRED, status, bounded(reply.toString()), true, true);
  }

  /** In our own words. */
  static Answer deferred(String status, String text) {
    return new Answer(Kind.DEFERRED, EnhancedStatus.of(status), bounded(text), false, true);
  }

  /** In our own words. */
  static Answer delivered(String status, String text) {
    return new Answer(Kind.DELIVERED, EnhancedStatus.of(status), bounded(text), false, false);
  }

  /** In our own words. */
  static Answer failed(String status, String text) {
    return new Answer(Kind.FAILED, EnhancedStatus.of(status), bounded(text), false, false);
  }

  /** The same, but another address must not be asked now: it might deliver a second time. */
  Answer onlyLater() {
    return new Answer(kind, status, text, remote, false);
  }

  Outcome at(int position, ForwardPath recipient, String relay) {
    return switch (kind) {
      case DELIVERED -> new Outcome.Delivered(position, recipient, relay, status, text, remote);
      case DEFERRED -> new Outcome.Deferred(position, recipient, relay, status, text, remote);
      case FAILED -> new Outcome.Failed(position, recipient, relay, status, text, remote);
    };
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
