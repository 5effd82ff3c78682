package org.chukei.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.chukei.clock.TestClock;
import org.chukei.delivery.Outcome;
import org.chukei.smtp.EnhancedStatus;
import org.junit.jupiter.api.Test;

/** The window of one destination. */
class DestinationTest {

  private static final Outcome REFUSED =
      new Outcome.Deferred(0, Outcome.Relay.NONE, EnhancedStatus.of("4.4.1"), "no", false, false);

  private final TestClock clock = new TestClock();
  private final Destination destination =
      new Destination(20, new Waits(List.of(Duration.ofMinutes(1)), () -> 0.5), clock);

  /** Starts as many attempts as may be. */
  private int fill() {
    int started = 0;
    while (destination.mayStart()) {
      destination.started();
      started++;
    }
    return started;
  }

  @Test
  void it_begins_small_and_grows_by_one_with_each_answer() {
    assertThat(fill()).isEqualTo(5);
    destination.answered();
    assertThat(fill()).isEqualTo(2);
    assertThat(destination.underWay()).isEqualTo(6);
  }

  @Test
  void it_grows_no_wider_than_the_setting() {
    for (int i = 0; i < 100; i++) {
      fill();
      destination.answered();
    }
    fill();
    assertThat(destination.underWay()).isEqualTo(20);
  }

  @Test
  void a_failure_halves_it() {
    for (int i = 0; i < 15; i++) {
      destination.started();
      destination.answered();
    }
    assertThat(destination.window()).isEqualTo(20);
    destination.started();
    destination.failed(REFUSED);
    assertThat(fill()).isEqualTo(10);
  }

  @Test
  void of_many_attempts_that_fail_together_a_rest_begins_once() {
    fill();
    assertThat(destination.failed(REFUSED)).isEmpty();
    assertThat(destination.failed(REFUSED)).isEmpty();
    assertThat(destination.failed(REFUSED)).isPresent();
    assertThat(destination.failed(REFUSED)).isEmpty();
    assertThat(destination.failed(REFUSED)).isEmpty();
    assertThat(destination.mayStart()).isFalse();
    clock.advance(Duration.ofMinutes(1));
    assertThat(fill()).isEqualTo(1);
  }

  @Test
  void an_answer_to_an_attempt_from_before_ends_the_rest() {
    fill();
    for (int i = 0; i < 3; i++) {
      destination.failed(REFUSED);
    }
    assertThat(destination.answered()).isTrue();
    assertThat(destination.mayStart()).isTrue();
  }
}
