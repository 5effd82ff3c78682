package org.chukei.queue;

import java.time.Instant;

/**
 * Something that an operator has stopped until it is resumed.
 *
 * @param destination empty where it is no pause of a destination
 * @param author who wanted it
 * @param reason why, in the author's words; empty where none was given
 */
public record Pause(What what, String destination, Instant since, String author, String reason) {

  /** What can be stopped. */
  public enum What {
    /** No attempt begins; mail is accepted and waits. */
    DELIVERY,
    /** No attempt to one destination begins. */
    DESTINATION,
    /** Clients are sent away until later; what was accepted is delivered. */
    ACCEPTANCE
  }
}
