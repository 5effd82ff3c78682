package org.chukei.audit;

import java.time.Instant;

/**
 * One thing that somebody did, or was not allowed to do.
 *
 * @param actor the console's user, {@code api} or {@code jmx}
 * @param action what was asked for, a name that does not change with the language
 * @param detail on what; without secrets
 */
public record AuditEntry(
    Instant at, String actor, Door door, String action, String detail, Outcome outcome) {

  /** How the actor came in. */
  public enum Door {
    CONSOLE,
    API,
    JMX
  }

  /** What came of it. */
  public enum Outcome {
    DONE,
    /** Not allowed, or not possible; nothing was changed. */
    REFUSED
  }
}
