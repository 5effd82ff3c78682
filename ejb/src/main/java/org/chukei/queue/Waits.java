package org.chukei.queue;

import java.time.Duration;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * Waits that grow with each time in a row; the last repeats. Each is stretched or shortened by up
 * to a tenth, so that what waits together does not come back together. Immutable.
 *
 * @param waits after the first time, the second and so on, at least one
 * @param random from 0 to below 1, safe for many threads
 */
record Waits(List<Duration> waits, DoubleSupplier random) {

  private static final double JITTER = 0.1;

  Waits {
    waits = List.copyOf(waits);
  }

  /**
   * @param times in a row, at least one
   */
  Duration after(int times) {
    return jittered(waits.get(Math.min(times, waits.size()) - 1));
  }

  Duration longest() {
    return jittered(waits.get(waits.size() - 1));
  }

  Waits atMost(Duration longest) {
    return new Waits(
        waits.stream().map(wait -> wait.compareTo(longest) > 0 ? longest : wait).toList(), random);
  }

  private Duration jittered(Duration wait) {
    double factor = 1 - JITTER + 2 * JITTER * random.getAsDouble();
    return Duration.ofMillis(Math.round(wait.toMillis() * factor));
  }
}
