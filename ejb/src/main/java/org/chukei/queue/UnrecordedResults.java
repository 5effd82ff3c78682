package org.chukei.queue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Results that could not be written down, and when to try that again: after a pause that doubles.
 * Safe for many threads.
 */
final class UnrecordedResults {

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final Clock clock;
  private final List<Entry> entries = new ArrayList<>();

  private record Entry(Unrecorded unrecorded, Instant again) {}

  /**
   * @param pause that was made before it was tried last; zero: it was the first time
   */
  record Unrecorded(AttemptResult result, Duration pause) {}

  UnrecordedResults(Clock clock) {
    this.clock = clock;
  }

  synchronized void add(AttemptResult result, Duration lastPause) {
    Duration doubled = lastPause.multipliedBy(2);
    Duration pause =
        lastPause.isZero()
            ? FIRST_PAUSE
            : doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    entries.add(new Entry(new Unrecorded(result, pause), clock.instant().plus(pause)));
  }

  /** Takes out those whose pause is over. */
  synchronized List<Unrecorded> takeDue() {
    Instant now = clock.instant();
    List<Unrecorded> due = new ArrayList<>();
    entries.removeIf(entry -> !entry.again().isAfter(now) && due.add(entry.unrecorded()));
    return due;
  }

  synchronized List<AttemptResult> takeAll() {
    List<AttemptResult> all = entries.stream().map(entry -> entry.unrecorded().result()).toList();
    entries.clear();
    return all;
  }
}
