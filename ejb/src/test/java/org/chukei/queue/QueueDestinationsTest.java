package org.chukei.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.chukei.database.TestDatabase;
import org.chukei.delivery.Outcome;
import org.chukei.smtp.EnhancedStatus;
import org.chukei.store.StoredEnvelope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A destination that keeps failing is left alone. */
class QueueDestinationsTest {

  private final TestDatabase database = new TestDatabase();
  private Relay relay;

  @BeforeEach
  void start() throws Exception {
    relay = new Relay(database).started();
    relay.agent.script("example.com", ScriptedAgent.REFUSES_CONNECTIONS);
  }

  @AfterEach
  void close() throws Exception {
    database.close();
  }

  private void failThreeTimes() throws Exception {
    for (int i = 0; i < 3; i++) {
      relay.accept("u" + i + "@example.com");
    }
    assertThat(relay.agent.begun()).hasSize(3);
  }

  private Instant in(Duration time) {
    return relay.clock.instant().plus(time);
  }

  @Test
  void after_three_failures_in_a_row_fresh_mail_waits_without_an_attempt_and_says_why()
      throws Exception {
    failThreeTimes();
    assertThat(relay.log).containsOnlyOnce("example.com rests 60s after 3: connect: refused");

    StoredEnvelope fresh = relay.accept("late@example.com");
    relay.tick.run();
    assertThat(relay.agent.begun()).hasSize(3);
    assertThat(relay.only(fresh).attempts()).isZero();
    assertThat(relay.only(fresh).nextAttempt()).contains(in(Duration.ofMinutes(1)));
    assertThat(relay.only(fresh).reason())
        .contains("4.4.1 not tried, its destination is left alone: connect: refused");
    assertThat(relay.scheduler.memory().roomForRetries()).isEqualTo(Relay.LIMITS.capacity() / 2);
  }

  @Test
  void what_was_deferred_comes_due_no_earlier_than_the_rest_ends() throws Exception {
    StoredEnvelope first = relay.accept("first@example.com");
    assertThat(relay.only(first).nextAttempt()).contains(in(Duration.ofMinutes(1)));
    relay.clock.advance(Duration.ofSeconds(30));
    relay.accept("second@example.com");
    relay.accept("third@example.com");
    relay.tick.run();
    assertThat(relay.only(first).nextAttempt()).contains(in(Duration.ofMinutes(1)));
    relay.tickAfter(Duration.ofSeconds(59));
    assertThat(relay.agent.begun()).hasSize(3);
  }

  @Test
  void other_destinations_are_not_held_up() throws Exception {
    failThreeTimes();
    StoredEnvelope both = relay.accept("late@example.com", "x@well.example");
    assertThat(relay.agent.delivered()).containsExactly("x@well.example");
    relay.tick.run();
    assertThat(relay.only(both).recipient().address()).isEqualTo("late@example.com");
  }

  @Test
  void when_the_rest_is_over_one_attempt_tells_and_the_next_rest_is_longer() throws Exception {
    failThreeTimes();
    relay.tickAfter(Duration.ofMinutes(1));
    assertThat(relay.agent.begun()).hasSize(4);
    assertThat(relay.log).containsOnlyOnce("example.com rests 300s after 4: connect: refused");
    relay.tickAfter(Duration.ofMinutes(4));
    assertThat(relay.agent.begun()).hasSize(4);
    relay.tickAfter(Duration.ofMinutes(1));
    assertThat(relay.log).contains("example.com rests 900s after 5: connect: refused");
  }

  @Test
  void mail_that_is_never_tried_again_grows_too_old_all_the_same() throws Exception {
    failThreeTimes();
    StoredEnvelope never = relay.accept("late@example.com");
    for (int minute = 0; minute < 120 && relay.store.totals().messages() > 0; minute++) {
      relay.tickAfter(Duration.ofMinutes(1));
    }
    assertThat(relay.store.totals().messages()).isZero();
    assertThat(relay.hasRows(never.queueId())).isFalse();
    assertThat(relay.log.stream().filter(line -> line.startsWith("non-delivery-notice")))
        .hasSize(4);
    assertThat(relay.log).anyMatch(line -> line.startsWith("to=late@example.com Deferred 4.4.1"));
  }

  @Test
  void when_it_answers_again_all_that_waited_goes_at_once() throws Exception {
    failThreeTimes();
    relay.accept("late@example.com");
    relay.tick.run();
    relay.agent.script("example.com", ScriptedAgent.DELIVERS);
    relay.tickAfter(Duration.ofMinutes(1));
    assertThat(relay.agent.delivered()).hasSize(4).doesNotHaveDuplicates();
    assertThat(relay.log).containsOnlyOnce("example.com answers");

    relay.agent.script("example.com", ScriptedAgent.REFUSES_CONNECTIONS);
    relay.accept("a@example.com");
    relay.accept("b@example.com");
    assertThat(relay.agent.begun()).hasSize(9);
  }

  @Test
  void a_refusal_of_recipients_is_no_failure_of_the_destination() throws Exception {
    relay.agent.script("example.com", ScriptedAgent.DEFERS);
    for (int i = 0; i < 10; i++) {
      relay.accept("u" + i + "@example.com");
    }
    assertThat(relay.agent.begun()).hasSize(10);
    assertThat(relay.log).noneMatch(line -> line.contains("rests"));
  }

  @Test
  void a_host_that_closes_the_channel_is_left_alone() throws Exception {
    relay.agent.script(
        "example.com",
        position ->
            new Outcome.Deferred(
                position,
                Outcome.Relay.clear("mx[192.0.2.1]:25"),
                EnhancedStatus.of("4.7.0"),
                "421 4.7.0 too many connections",
                true,
                true));
    failThreeTimes();
    assertThat(relay.log).contains("example.com rests 60s after 3: 421 4.7.0 too many connections");
  }

  @Test
  void failures_with_a_success_between_are_not_in_a_row() throws Exception {
    for (int i = 0; i < 6; i++) {
      relay.agent.script("example.com", ScriptedAgent.REFUSES_CONNECTIONS);
      relay.accept("u" + i + "@example.com");
      relay.accept("v" + i + "@example.com");
      relay.agent.script("example.com", ScriptedAgent.DELIVERS);
      relay.accept("w" + i + "@example.com");
    }
    assertThat(relay.agent.begun()).hasSize(18);
    assertThat(relay.log).noneMatch(line -> line.contains("rests"));
  }

  @Test
  void a_database_that_is_away_when_the_rest_begins_only_delays_what_is_written() throws Exception {
    StoredEnvelope first = relay.accept("first@example.com");
    relay.clock.advance(Duration.ofSeconds(30));
    relay.accept("second@example.com");
    relay.agent.script(
        "example.com",
        position -> {
          relay.transactions.setAway(true);
          return ScriptedAgent.REFUSES_CONNECTIONS.answer(position);
        });
    relay.accept("third@example.com");
    relay.tick.run();
    relay.transactions.setAway(false);
    relay.tick.run();
    assertThat(relay.only(first).nextAttempt()).contains(in(Duration.ofMinutes(1)));
    assertThat(relay.scheduler.memory().rest("example.com").map(Rest::failures))
        .isEqualTo(Optional.of(3));
  }
}
