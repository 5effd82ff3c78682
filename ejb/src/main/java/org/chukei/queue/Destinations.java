package org.chukei.queue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.chukei.delivery.Outcome;

/**
 * What was learned of the destinations of late. Not safe for threads: {@link ActiveQueue}'s caller
 * holds the lock.
 */
final class Destinations {

  private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(10);

  /** Longer than mail waits for its next attempt, or it would never be left alone for longer. */
  private static final Duration FAILURES_FORGOTTEN_AFTER = Duration.ofDays(1);

  /** Who sends to ever new domains that do not answer must not fill the memory. */
  static final int MOST = 50_000;

  /** A pause has no end; this is when its rows are looked at again. */
  private static final Duration PAUSE = Duration.ofHours(1);

  private final Pauses pauses;
  private final int widest;
  private final Waits waits;
  private final Clock clock;

  /** The one used longest ago comes first. */
  private final Map<String, Destination> known = new LinkedHashMap<>();

  private Instant nextSweep = Instant.MIN;

  /**
   * @param widest attempts at a time to one destination
   */
  Destinations(Pauses pauses, int widest, Waits waits, Clock clock) {
    this.pauses = pauses;
    this.widest = widest;
    this.waits = waits;
    this.clock = clock;
  }

  /**
   * What is to be told of a destination.
   *
   * @param rest that begins; empty: it is back
   */
  record Change(String destination, Optional<Rest> rest) {}

  boolean mayStart(String name) {
    Destination destination = known.get(name);
    return !pauses.isPaused(name) && (destination == null || destination.mayStart());
  }

  /** Until when it takes nothing; empty where it does. */
  Optional<Instant> closedUntil(String name) {
    return pauses.isPaused(name)
        ? Optional.of(clock.instant().plus(PAUSE))
        : rest(name).map(Rest::until);
  }

  Optional<Rest> rest(String name) {
    return find(name).flatMap(Destination::rest);
  }

  /** Those that are left alone now, and why. */
  SortedMap<String, Rest> resting() {
    SortedMap<String, Rest> resting = new TreeMap<>();
    known.forEach((name, destination) -> destination.rest().ifPresent(r -> resting.put(name, r)));
    return resting;
  }

  void started(String name) {
    sweep();
    Destination destination =
        Optional.ofNullable(known.remove(name))
            .orElseGet(() -> new Destination(widest, waits, clock));
    destination.started();
    known.put(name, destination);
    if (known.size() > MOST) {
      known.values().stream()
          .filter(Destination::isIdle)
          .findFirst()
          .ifPresent(known.values()::remove);
    }
  }

  /** The attempt was not made. */
  void withdrawn(String name) {
    find(name).ifPresent(Destination::ended);
  }

  Optional<Change> ended(AttemptResult result) {
    String name = result.work().destination();
    Destination destination = known.get(name);
    if (destination == null) {
      return Optional.empty();
    }
    return switch (result.reach()) {
      case ANSWERS ->
          destination.answered()
              ? Optional.of(new Change(name, Optional.empty()))
              : Optional.empty();
      case FAILS -> {
        Outcome last = result.recipients().get(0).outcome();
        yield destination.failed(last).map(rest -> new Change(name, Optional.of(rest)));
      }
      case UNTOLD -> {
        destination.ended();
        yield Optional.empty();
      }
    };
  }

  DestinationCounts counts() {
    long resting = known.values().stream().filter(Destination::isLeftAlone).count();
    return new DestinationCounts(known.size(), resting, pauses.destinations().size());
  }

  /** Ends a rest early. */
  void wake(String name) {
    find(name).ifPresent(Destination::wake);
  }

  private Optional<Destination> find(String name) {
    return Optional.ofNullable(known.get(name));
  }

  private void sweep() {
    Instant now = clock.instant();
    if (!now.isBefore(nextSweep)) {
      nextSweep = now.plus(FORGOTTEN_AFTER);
      Instant well = now.minus(FORGOTTEN_AFTER);
      Instant failing = now.minus(FAILURES_FORGOTTEN_AFTER);
      known.values().removeIf(destination -> destination.isIdleSince(well, failing));
    }
  }
}
