package org.chukei.queue;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.chukei.delivery.Outcome;

/**
 * How much one destination bears: a window of attempts at a time that grows by one with each that
 * is answered, and is halved by each that fails. After some failures in a row the destination is
 * left alone, each time longer; then a single attempt tells whether it is back. Not safe for
 * threads: {@link ActiveQueue}'s caller holds the lock.
 */
final class Destination {

  private static final int FIRST_WINDOW = 5;

  /** A connection may be lost now and then; so many in a row are the destination's state. */
  private static final int TOLERATED = 2;

  private final int widest;
  private final Waits waits;
  private final Clock clock;
  private int window;
  private int underWay;
  private int failures;
  private Optional<Rest> rest = Optional.empty();
  private Instant lastUsed;

  /**
   * @param widest bound of the window
   * @param waits how long it is left alone, by the times in a row
   */
  Destination(int widest, Waits waits, Clock clock) {
    this.widest = widest;
    this.waits = waits;
    this.clock = clock;
    this.window = Math.min(FIRST_WINDOW, widest);
    this.lastUsed = clock.instant();
  }

  boolean mayStart() {
    return underWay < window && !isLeftAlone();
  }

  /** Why it is left alone now; empty where it is not. */
  Optional<Rest> rest() {
    return rest.filter(r -> r.until().isAfter(clock.instant()));
  }

  boolean isLeftAlone() {
    return rest().isPresent();
  }

  void started() {
    underWay++;
    lastUsed = clock.instant();
  }

  /** An attempt has ended and tells nothing. */
  void ended() {
    underWay--;
  }

  /**
   * @return whether it is back after a rest
   */
  boolean answered() {
    ended();
    boolean isBack = rest.isPresent();
    failures = 0;
    rest = Optional.empty();
    window = Math.min(window + 1, widest);
    return isBack;
  }

  /**
   * @return the rest that begins now, if one does
   */
  Optional<Rest> failed(Outcome last) {
    ended();
    if (isLeftAlone()) {
      return Optional.empty(); // it had begun before
    }
    failures++;
    window = Math.max(1, window / 2);
    if (failures <= TOLERATED) {
      return Optional.empty();
    }
    window = 1;
    rest =
        Optional.of(
            new Rest(
                clock.instant().plus(waits.after(failures - TOLERATED)),
                failures,
                last.status().toString(),
                last.text()));
    return rest;
  }

  /** An operator wants to know at once whether it is back. */
  void wake() {
    rest = rest.map(r -> new Rest(clock.instant(), r.failures(), r.status(), r.text()));
  }

  int window() {
    return window;
  }

  int underWay() {
    return underWay;
  }

  int failures() {
    return failures;
  }

  /** No attempt is under way, whose end would not be understood without it. */
  boolean isIdle() {
    return underWay == 0;
  }

  /**
   * Nothing would be lost by forgetting it: it was not used for long, and is not left alone.
   *
   * @param well since when, where it answered last
   * @param failing since when, where it failed
   */
  boolean isIdleSince(Instant well, Instant failing) {
    return isIdle() && !isLeftAlone() && lastUsed.isBefore(failures == 0 ? well : failing);
  }
}
