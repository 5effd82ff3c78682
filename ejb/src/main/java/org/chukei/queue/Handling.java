package org.chukei.queue;

import java.time.Instant;
import java.util.Optional;
import org.chukei.config.HostPort;

/**
 * What an operator does to queued mail.
 *
 * @param at when it was begun: before whatever comes of it
 * @param by who wants it: a user of the console, {@code api} or {@code jmx}
 * @param to where it goes from now on; empty where that does not change
 */
public record Handling(Kind kind, Instant at, String by, Optional<HostPort> to) {

  /** As {@link MailQueue} has them. */
  public enum Kind {
    HELD,
    RELEASED,
    RETRIED,
    REROUTED,
    REMOVED
  }

  static Handling of(Kind kind, Instant at, String by) {
    return new Handling(kind, at, by, Optional.empty());
  }
}
