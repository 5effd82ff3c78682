package org.chukei.metrics;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * How long something took, counted by upper bounds since the start, as Prometheus wants it. A few
 * nanoseconds for each time. Safe for many threads; readers see a moment's view.
 *
 * <p>MicroProfile's own histograms are not used: Payara reckons their buckets from a sample of the
 * last thousand values, so that they fall and rise, and no rate can be told from them.
 */
public final class LatencyHistogram {

  private final List<Duration> bounds;
  private final long[] nanos;
  private final LongAdder[] counts;
  private final LongAdder sum = new LongAdder();

  private LatencyHistogram(List<Duration> bounds) {
    this.bounds = bounds;
    nanos = bounds.stream().mapToLong(Duration::toNanos).toArray();
    counts = new LongAdder[nanos.length + 1];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = new LongAdder();
    }
  }

  /**
   * @param bounds each greater than the one before; a time that equals one is below it
   */
  public static LatencyHistogram ofMillis(double... bounds) {
    return new LatencyHistogram(
        Arrays.stream(bounds)
            .mapToObj(millis -> Duration.ofNanos(Math.round(millis * 1_000_000)))
            .toList());
  }

  /** A negative time, of a clock that was set back, counts as none. */
  public void record(Duration time) {
    recordNanos(time.toNanos());
  }

  public void recordNanos(long time) {
    long took = Math.max(0, time);
    int bound = 0;
    while (bound < nanos.length && took > nanos[bound]) {
      bound++;
    }
    counts[bound].increment();
    sum.add(took);
  }

  public List<Duration> bounds() {
    return bounds;
  }

  /** How many took no longer than the bound at this place in {@link #bounds()}. */
  public long upTo(int place) {
    long upTo = 0;
    for (int i = 0; i <= place; i++) {
      upTo += counts[i].sum();
    }
    return upTo;
  }

  /** How many there were. */
  public long count() {
    return upTo(counts.length - 1);
  }

  /** All times together, in seconds. */
  public double seconds() {
    return sum.sum() / 1e9;
  }
}
