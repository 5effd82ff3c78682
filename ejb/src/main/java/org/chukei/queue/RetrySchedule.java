package org.chukei.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/** When a deferred recipient is tried again (RFC 5321 §4.5.4.1). Immutable. */
final class RetrySchedule {

  private static final Duration LONGEST_REST = Duration.ofMinutes(30);

  private final Waits waits;
  private final Optional<Duration> warnAfter;
  private final Duration giveUpAfter;

  /**
   * @param waits after the first attempt, the second and so on, at least one; the last repeats
   * @param warnAfter when the sender is told, counted from acceptance; empty: never
   * @param giveUpAfter counted from acceptance
   * @param random from 0 to below 1, safe for many threads
   */
  RetrySchedule(
      List<Duration> waits,
      Optional<Duration> warnAfter,
      Duration giveUpAfter,
      DoubleSupplier random) {
    this.waits = new Waits(waits, random);
    this.warnAfter = warnAfter;
    this.giveUpAfter = giveUpAfter;
  }

  /**
   * An attempt is made before the sender is warned, and the last at give-up time, so no schedule is
   * too coarse for either.
   *
   * @param attempts made so far, at least one
   * @param now when the last of them ended
   * @return empty where give-up time has come
   */
  Optional<Instant> next(Instant acceptedAt, int attempts, Instant now) {
    Instant giveUp = acceptedAt.plus(giveUpAfter);
    if (!now.isBefore(giveUp)) {
      return Optional.empty();
    }
    Instant next = now.plus(waits.after(attempts));
    Instant bound =
        warnAfter
            .map(acceptedAt::plus)
            .filter(warning -> now.isBefore(warning) && warning.isBefore(giveUp))
            .orElse(giveUp);
    return Optional.of(next.isBefore(bound) ? next : bound);
  }

  /** Whether the sender of what still waits is to be told so. */
  boolean isWarningDue(Instant acceptedAt, Instant now) {
    return warnAfter.filter(age -> !now.isBefore(acceptedAt.plus(age))).isPresent();
  }

  /** How long a destination that fails is left alone: as its mail would be, within bounds. */
  Waits rests() {
    return waits.atMost(LONGEST_REST);
  }

  /** After trouble of our own, which must not end a message: the longest wait, whatever its age. */
  Instant later(Instant now) {
    return now.plus(waits.longest());
  }
}
