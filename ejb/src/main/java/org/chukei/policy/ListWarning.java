package org.chukei.policy;

/**
 * Something about a saved list that may not be what was meant.
 *
 * @param line from 1
 * @param entry the entry, {@code 192.0.2.0/24} or {@code UNCONDITIONAL 192.0.2.0/24}
 * @param text one sentence for the operator
 */
public record ListWarning(Kind kind, int line, String entry, String text) {

  /** For pages that say it in another language. */
  public enum Kind {
    /** Permitted, but not (or not wholly) UNCONDITIONAL: relays nothing. */
    PERMITTED_NOT_UNCONDITIONAL,
    /** UNCONDITIONAL, but not (or not wholly) permitted: relays nothing. */
    UNCONDITIONAL_NOT_PERMITTED,
    /** The same network stands on an earlier line. */
    DUPLICATE,
    /** Earlier lines of the connection list match first. */
    NEVER_REACHED,
    /** Another line of the permit list permits all of it, and more. */
    WITHIN_ANOTHER,
    /** Expires within 14 days. */
    EXPIRES_SOON,
    /** Permits nothing any more. */
    EXPIRED,
    /** On the list for 90 days and more, and not used in them. */
    UNUSED
  }
}
