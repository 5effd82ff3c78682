package org.chukei.management;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.chukei.metrics.LatencyHistogram;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.MetricUnits;
import org.eclipse.microprofile.metrics.Tag;

/**
 * Shows numbers that are counted elsewhere. All are gauges to MicroProfile Metrics, which knows no
 * counter that is read by a function; those that only grow are called {@code _total}, as Prometheus
 * has it. The table of their names is docs/metrics.md.
 */
record Gauges(MetricRegistry registry) {

  /** A number that is asked for whenever somebody looks. */
  void show(String name, String description, Supplier<Number> value, Tag... tags) {
    registry.gauge(
        Metadata.builder()
            .withName(name)
            .withDescription(description)
            .withUnit(MetricUnits.NONE)
            .build(),
        value,
        tags);
  }

  /** {@code name_bucket}, {@code name_sum} and {@code name_count}, as of a Prometheus histogram. */
  void show(String name, String description, LatencyHistogram histogram) {
    List<Duration> bounds = histogram.bounds();
    for (int i = 0; i < bounds.size(); i++) {
      int place = i;
      show(
          name + "_bucket",
          description,
          () -> histogram.upTo(place),
          new Tag("le", seconds(bounds.get(i))));
    }
    show(name + "_bucket", description, histogram::count, new Tag("le", "+Inf"));
    show(name + "_sum", description, histogram::seconds);
    show(name + "_count", description, histogram::count);
  }

  /** {@code not-now}. */
  static Tag tag(String name, Enum<?> value) {
    return new Tag(name, value.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  private static String seconds(Duration bound) {
    return BigDecimal.valueOf(bound.toNanos(), 9).stripTrailingZeros().toPlainString();
  }
}
