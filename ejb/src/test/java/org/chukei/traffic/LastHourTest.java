package org.chukei.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.chukei.clock.TestClock;
import org.chukei.decision.VerdictKind;
import org.chukei.policy.Rule;
import org.chukei.traffic.LastHour.Minute;
import org.junit.jupiter.api.Test;

class LastHourTest {

  private final TestClock clock = TestClock.at("2026-11-24T12:00:30Z");
  private final LastHour lastHour = new LastHour(clock);

  private void refuse() {
    lastHour.judged(Rule.RELAYING_DENIED, VerdictKind.REFUSED);
  }

  @Test
  void before_anything_happens_there_are_sixty_empty_minutes() {
    List<Minute> minutes = lastHour.minutes();
    assertThat(minutes).hasSize(60);
    assertThat(minutes.get(0).from()).isEqualTo(Instant.parse("2026-11-24T11:01:00Z"));
    assertThat(minutes.get(59).from()).isEqualTo(Instant.parse("2026-11-24T12:00:00Z"));
    assertThat(minutes).allSatisfy(m -> assertThat(m.verdicts().values()).containsOnly(0L));
    assertThat(lastHour.reasons()).isEmpty();
  }

  @Test
  void each_minute_has_its_own_and_is_forgotten_after_an_hour() {
    refuse();
    refuse();
    clock.advance(Duration.ofMinutes(1));
    refuse();
    assertThat(refusedOf(59)).isEqualTo(1);
    assertThat(refusedOf(58)).isEqualTo(2);
    clock.advance(Duration.ofMinutes(59));
    assertThat(refusedOf(0)).isEqualTo(1);
    assertThat(lastHour.reasons())
        .isEqualTo(Map.of(Rule.RELAYING_DENIED, Map.of(VerdictKind.REFUSED, 1L)));
    clock.advance(Duration.ofMinutes(1));
    refuse();
    assertThat(refusedOf(0)).isZero();
    assertThat(refusedOf(59)).isEqualTo(1);
  }

  @Test
  void attempts_are_counted_by_what_they_came_to() {
    lastHour.attempted(DeliveryResult.SENT);
    lastHour.attempted(DeliveryResult.SENT);
    lastHour.attempted(DeliveryResult.BOUNCED);
    assertThat(lastHour.minutes().get(59).deliveries())
        .isEqualTo(
            Map.of(
                DeliveryResult.SENT, 2L, DeliveryResult.DEFERRED, 0L, DeliveryResult.BOUNCED, 1L));
  }

  private long refusedOf(int minute) {
    return lastHour.minutes().get(minute).verdicts().get(VerdictKind.REFUSED);
  }
}
