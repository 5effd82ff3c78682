package org.chukei.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {

  private final LatencyHistogram histogram = LatencyHistogram.ofMillis(1, 10);

  @Test
  void a_bucket_has_all_that_took_no_longer() {
    histogram.record(Duration.ofMillis(1));
    histogram.record(Duration.ofMillis(10));
    histogram.record(Duration.ofNanos(10_000_001));

    assertThat(histogram.upTo(0)).isEqualTo(1);
    assertThat(histogram.upTo(1)).isEqualTo(2);
    assertThat(histogram.count()).isEqualTo(3);
    assertThat(histogram.seconds()).isEqualTo(0.021000001);
  }

  @Test
  void a_clock_that_was_set_back_takes_nothing_from_the_sum() {
    histogram.record(Duration.ofSeconds(-5));

    assertThat(histogram.count()).isEqualTo(1);
    assertThat(histogram.seconds()).isZero();
  }
}
