package org.chukei.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {

  private static final Instant ACCEPTED = Instant.parse("2026-11-24T08:00:00Z");
  private static final List<Duration> WAITS =
      List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofHours(1));
  private static final Duration GIVE_UP_AFTER = Duration.ofDays(4);

  private static RetrySchedule schedule(double random) {
    return new RetrySchedule(WAITS, Optional.empty(), GIVE_UP_AFTER, () -> random);
  }

  @Test
  void each_attempt_has_its_wait_and_the_last_wait_repeats() {
    assertThat(schedule(0.5).next(ACCEPTED, 1, ACCEPTED)).contains(ACCEPTED.plusSeconds(60));
    assertThat(schedule(0.5).next(ACCEPTED, 2, ACCEPTED)).contains(ACCEPTED.plusSeconds(300));
    assertThat(schedule(0.5).next(ACCEPTED, 3, ACCEPTED)).contains(ACCEPTED.plusSeconds(3600));
    assertThat(schedule(0.5).next(ACCEPTED, 9, ACCEPTED)).contains(ACCEPTED.plusSeconds(3600));
  }

  @Test
  void the_last_attempt_is_at_give_up_time_and_none_comes_after() {
    Instant giveUp = ACCEPTED.plus(GIVE_UP_AFTER);
    assertThat(schedule(0.5).next(ACCEPTED, 90, giveUp.minusSeconds(2))).contains(giveUp);
    assertThat(schedule(0.5).next(ACCEPTED, 91, giveUp)).isEmpty();
    assertThat(schedule(0.5).next(ACCEPTED, 91, giveUp.plusSeconds(9))).isEmpty();
  }

  @Test
  void an_attempt_is_made_when_the_sender_is_to_be_warned() {
    Instant warning = ACCEPTED.plus(Duration.ofMinutes(90));
    RetrySchedule schedule =
        new RetrySchedule(WAITS, Optional.of(Duration.ofMinutes(90)), GIVE_UP_AFTER, () -> 0.5);
    assertThat(schedule.next(ACCEPTED, 5, warning.minusSeconds(9))).contains(warning);
    assertThat(schedule.isWarningDue(ACCEPTED, warning.minusSeconds(1))).isFalse();
    assertThat(schedule.isWarningDue(ACCEPTED, warning)).isTrue();
    assertThat(schedule.next(ACCEPTED, 6, warning)).contains(warning.plusSeconds(3600));
    assertThat(schedule(0.5).isWarningDue(ACCEPTED, warning)).isFalse();
  }

  @Property
  void a_wait_is_kept_within_a_tenth(
      @ForAll @DoubleRange(max = 1, maxIncluded = false) double random,
      @ForAll @IntRange(min = 1, max = 20) int attempts,
      @ForAll @LongRange(min = 0, max = 300_000) long ageSeconds) {
    Instant now = ACCEPTED.plusSeconds(ageSeconds);
    Duration wait = WAITS.get(Math.min(attempts, 3) - 1);
    Duration waited =
        Duration.between(now, schedule(random).next(ACCEPTED, attempts, now).orElseThrow());
    assertThat(waited.toMillis()).isBetween(wait.toMillis() * 9 / 10, wait.toMillis() * 11 / 10);
  }

  @Property
  void a_schedule_ends_and_reaches_give_up_time(
      @ForAll @DoubleRange(max = 1, maxIncluded = false) double random) {
    Instant last = ACCEPTED;
    Optional<Instant> next = schedule(random).next(ACCEPTED, 1, last);
    for (int attempts = 2; next.isPresent(); attempts++) {
      assertThat(next.get()).isAfter(last);
      last = next.get();
      next = schedule(random).next(ACCEPTED, attempts, last);
    }
    assertThat(last).isEqualTo(ACCEPTED.plus(GIVE_UP_AFTER));
  }
}
