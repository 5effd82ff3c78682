package org.chukei.maillog;

import java.time.Duration;
import java.time.Instant;

/**
 * Lets one line pass in a while and counts the others, so that no peer decides how long a log is.
 */
final class Ration {

  private final Duration pause;
  private Instant next = Instant.MIN;
  private long held;

  Ration(Duration pause) {
    this.pause = pause;
  }

  /**
   * @param times how often it has happened
   * @return how often it has happened since the last line; 0: no line is due
   */
  synchronized long due(long times, Instant now) {
    held += times;
    if (now.isBefore(next)) {
      return 0;
    }
    next = now.plus(pause);
    long due = held;
    held = 0;
    return due;
  }
}
