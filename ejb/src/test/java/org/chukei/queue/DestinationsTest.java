package org.chukei.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chukei.clock.TestClock;
import org.chukei.database.TestDatabase;
import org.chukei.queue.AttemptResult.Judged;
import org.chukei.store.Messages;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is remembered of destinations, and for how long. */
class DestinationsTest {

  private static final Duration REST = Duration.ofMinutes(1);

  private final TestDatabase database = new TestDatabase();
  private final Relay relay = new Relay(database);
  private final TestClock clock = relay.clock;
  private final Destinations destinations =
      new Destinations(relay.pauses, 20, new Waits(List.of(REST), () -> 0.5), clock);

  @AfterEach
  void close() throws Exception {
    database.close();
  }

  /**
   * @return whether it is left alone from now on
   */
  private boolean failOnce(String destination) throws Exception {
    destinations.started(destination);
    Work work =
        new Work(
            Messages.message(clock.instant(), "a@example.com"),
            destination,
            Map.of(0, Work.Standing.FRESH),
            true);
    Judged failed =
        new Judged(ScriptedAgent.REFUSES_CONNECTIONS.answer(0), 1, Optional.of(clock.instant()));
    return destinations
        .ended(new AttemptResult(work, List.of(failed)))
        .flatMap(Destinations.Change::rest)
        .isPresent();
  }

  private void leaveAlone(String destination) throws Exception {
    assertThat(failOnce(destination)).isFalse();
    assertThat(failOnce(destination)).isFalse();
    assertThat(failOnce(destination)).isTrue();
  }

  @Test
  void that_it_failed_is_known_at_the_next_attempt_hours_later() throws Exception {
    leaveAlone("dead.example");
    clock.advance(Duration.ofHours(5));
    destinations.started("other.example");
    assertThat(failOnce("dead.example")).isTrue();
  }

  @Test
  void that_it_failed_is_forgotten_when_nothing_was_sent_there_for_a_day() throws Exception {
    leaveAlone("dead.example");
    clock.advance(Duration.ofHours(25));
    destinations.started("other.example");
    assertThat(failOnce("dead.example")).isFalse();
  }

  @Test
  void of_more_than_it_remembers_the_one_used_longest_ago_is_forgotten() throws Exception {
    leaveAlone("first.example");
    leaveAlone("second.example");
    clock.advance(REST);
    assertThat(failOnce("first.example")).isTrue();
    for (int i = 0; i < Destinations.MOST - 1; i++) {
      failOnce(i + ".example");
    }
    clock.advance(REST);
    assertThat(failOnce("first.example")).as("remembered").isTrue();
    assertThat(failOnce("second.example")).as("forgotten").isFalse();
  }

  @Test
  void one_to_which_an_attempt_is_under_way_is_not_forgotten() throws Exception {
    destinations.started("slow.example");
    clock.advance(Duration.ofHours(25));
    for (int i = 0; i < Destinations.MOST + 10; i++) {
      failOnce(i + ".example");
    }
    for (int i = 0; i < 4; i++) {
      destinations.started("slow.example");
    }
    assertThat(destinations.mayStart("slow.example")).as("its window is used up").isFalse();
  }
}
