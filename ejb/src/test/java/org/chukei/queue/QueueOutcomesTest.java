package org.chukei.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.chukei.database.TestDatabase;
import org.chukei.smtp.Notify;
import org.chukei.smtp.RcptParameters;
import org.chukei.store.Messages;
import org.chukei.store.StoredEnvelope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a recipient, from acceptance to the end. */
class QueueOutcomesTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  final TestDatabase database = new TestDatabase();
  private Relay relay;

  @BeforeEach
  void start() throws Exception {
    relay = relay().started();
  }

  Relay relay() throws IOException {
    return new Relay(database);
  }

  @AfterEach
  void close() throws Exception {
    database.close();
  }

  @Test
  void a_delivered_message_is_gone_and_never_had_a_row() throws Exception {
    StoredEnvelope envelope = relay.accept("a@example.com");
    assertThat(relay.isGone(envelope)).isTrue();
    assertThat(relay.hasRows(envelope.queueId())).isFalse();
    assertThat(relay.log)
        .containsExactly("to=a@example.com Delivered 2.0.0 delay=0s attempts=1 next=none", "gone");
  }

  @Test
  void recipients_of_one_destination_go_in_one_attempt_and_stay_together() throws Exception {
    relay.agent.script("example.com", ScriptedAgent.DEFERS);
    relay.accept("a@example.com", "x@example.net", "b@Example.COM");
    assertThat(relay.agent.begun())
        .extracting(ScriptedAgent.Tried::recipients)
        .containsExactlyInAnyOrder(
            List.of("a@example.com", "b@Example.COM"), List.of("x@example.net"));

    relay.tickAfter(MINUTE);
    assertThat(relay.agent.begun())
        .extracting(ScriptedAgent.Tried::recipients)
        .endsWith(List.of("a@example.com", "b@Example.COM"))
        .hasSize(3);
  }

  @Test
  void deferred_mail_is_tried_by_the_schedule() throws Exception {
    relay.agent.script("example.com", ScriptedAgent.DEFERS);
    StoredEnvelope envelope = relay.accept("a@example.com");
    assertThat(relay.only(envelope))
        .isEqualTo(
            new QueuedRecipient(
                0,
                Messages.recipient("a@example.com"),
                RecipientState.DEFERRED,
                "example.com",
                Optional.empty(),
                1,
                Optional.of(relay.clock.instant().plus(MINUTE)),
                Optional.of("4.2.0 450 no"),
                Optional.of("mx[192.0.2.1]:25")));

    relay.tickAfter(MINUTE.minusMillis(1));
    assertThat(relay.agent.begun()).hasSize(1);
    relay.tickAfter(Duration.ofMillis(1));
    assertThat(relay.agent.begun()).hasSize(2);
    relay.tickAfter(Duration.ofMinutes(5));
    relay.agent.script("example.com", ScriptedAgent.DELIVERS);
    relay.tickAfter(Duration.ofMinutes(15));
    assertThat(relay.log)
        .containsExactly(
            "to=a@example.com Deferred 4.2.0 delay=0s attempts=1 next=60s",
            "to=a@example.com Deferred 4.2.0 delay=60s attempts=2 next=300s",
            "to=a@example.com Deferred 4.2.0 delay=360s attempts=3 next=900s",
            "to=a@example.com Delivered 2.0.0 delay=1260s attempts=4 next=none",
            "gone");
    assertThat(relay.isGone(envelope)).isTrue();
    assertThat(relay.hasRows(envelope.queueId())).isFalse();
  }

  @Test
  void at_give_up_time_mail_is_tried_once_more_and_then_returned() throws Exception {
    relay.agent.script("example.com", ScriptedAgent.DEFERS);
    StoredEnvelope envelope = relay.accept("a@example.com");
    while (!relay.isGone(envelope)) {
      relay.tickAfter(MINUTE);
    }
    assertThat(relay.clock.instant()).isEqualTo(envelope.acceptedAt().plus(Relay.GIVE_UP_AFTER));
    assertThat(relay.log)
        .contains("to=a@example.com Deferred 4.2.0 delay=3600s attempts=7 next=none");
    assertThat(relay.log).containsOnlyOnce("delay-warning", "non-delivery-notice");
    assertThat(relay.agent.delivered()).containsExactly("sender@example.org", "sender@example.org");
    assertThat(relay.hasRows(envelope.queueId())).isFalse();
    assertThat(relay.store.totals().messages()).isZero();
  }

  @Test
  void failed_mail_is_returned_at_once_with_one_notice_for_one_attempt() throws Exception {
    relay.agent.script("example.com", ScriptedAgent.FAILS);
    StoredEnvelope envelope = relay.accept("a@example.com", "b@example.com");
    assertThat(relay.isGone(envelope)).isTrue();
    assertThat(relay.log).containsOnlyOnce("non-delivery-notice");
    assertThat(relay.agent.delivered()).containsExactly("sender@example.org");
  }

  @Test
  void a_notice_that_fails_is_dropped_with_a_line_in_the_log() throws Exception {
    relay.agent.script("example.com", ScriptedAgent.FAILS);
    relay.agent.script("example.org", ScriptedAgent.FAILS);
    relay.accept("a@example.com");
    assertThat(relay.log)
        .containsSubsequence("non-delivery-notice", "untold sender@example.org", "gone");
    assertThat(relay.store.totals().messages()).isZero();
  }

  @Test
  void the_sender_of_mail_that_waits_is_warned_once_even_over_a_restart() throws Exception {
    relay.agent.script("example.com", ScriptedAgent.DEFERS);
    StoredEnvelope envelope = relay.accept("a@example.com");
    relay.tickAfter(MINUTE);
    relay.tickAfter(Duration.ofMinutes(5));
    relay.tickAfter(Duration.ofMinutes(15));
    assertThat(relay.log).doesNotContain("delay-warning");
    relay.tickAfter(Duration.ofMinutes(9));
    assertThat(relay.log).containsOnlyOnce("delay-warning");
    assertThat(relay.agent.delivered()).containsExactly("sender@example.org");

    relay.scheduler.stop(Duration.ZERO);
    relay.scheduler.start();
    relay.tickAfter(Duration.ofMinutes(15));
    assertThat(relay.log).containsOnlyOnce("delay-warning");
    assertThat(relay.isGone(envelope)).isFalse();
  }

  @Test
  void a_warning_that_can_not_be_composed_is_left_to_the_next_attempt() throws Exception {
    relay.agent.script("example.com", ScriptedAgent.DEFERS);
    relay.noticesFail = true;
    relay.accept("a@example.com");
    relay.tickAfter(Duration.ofMinutes(31));
    assertThat(relay.log).doesNotContain("delay-warning");
    relay.noticesFail = false;
    relay.tickAfter(Duration.ofMinutes(15));
    assertThat(relay.log).containsOnlyOnce("delay-warning");
  }

  @Test
  void a_delivery_is_told_where_the_sender_asked_for_it() throws Exception {
    relay.accept("silent@example.com");
    assertThat(relay.log).doesNotContain("delivery-notice");
    StoredEnvelope plain = Messages.message(relay.clock.instant(), "a@example.com");
    StoredEnvelope asking =
        new StoredEnvelope(
            plain.queueId(),
            plain.acceptedAt(),
            plain.sender(),
            plain.parameters(),
            List.of(
                new StoredEnvelope.Recipient(
                    plain.path(0),
                    new RcptParameters(
                        Optional.of(new Notify(true, false, false)), Optional.empty()))),
            plain.size());
    relay.accept(asking);
    assertThat(relay.log).containsOnlyOnce("delivery-notice");
    assertThat(relay.agent.delivered()).endsWith("a@example.com", "sender@example.org");
    assertThat(relay.store.totals().messages()).isZero();
  }

  @Test
  void an_exception_of_the_agent_means_deferred() throws Exception {
    relay.agent.script(
        "example.com",
        position -> {
          throw new IllegalStateException("a bug");
        });
    StoredEnvelope envelope = relay.accept("a@example.com");
    assertThat(relay.only(envelope).reason().orElseThrow()).startsWith("4.3.0 ");
    assertThat(relay.only(envelope).state()).isEqualTo(RecipientState.DEFERRED);
    assertThat(relay.only(envelope).nextAttempt()).contains(relay.clock.instant().plus(MINUTE));
  }

  @Test
  void a_failure_whose_notice_can_not_be_composed_is_tried_again() throws Exception {
    relay.agent.script("example.com", ScriptedAgent.FAILS);
    relay.noticesFail = true;
    StoredEnvelope envelope = relay.accept("a@example.com");
    assertThat(relay.only(envelope).state()).isEqualTo(RecipientState.DEFERRED);

    relay.noticesFail = false;
    relay.tickAfter(Duration.ofMinutes(15));
    assertThat(relay.isGone(envelope)).isTrue();
    assertThat(relay.agent.delivered()).containsExactly("sender@example.org");
  }

  @Test
  void while_the_database_is_away_outcomes_are_kept_and_nothing_is_tried_twice() throws Exception {
    relay.agent.script(
        "example.com",
        position -> {
          relay.transactions.setAway(true);
          return ScriptedAgent.DELIVERS.answer(position);
        });
    relay.agent.script(
        "example.net",
        position -> {
          relay.transactions.setAway(true);
          return ScriptedAgent.DEFERS.answer(position);
        });
    StoredEnvelope delivered = relay.accept("a@example.com");
    relay.transactions.setAway(false);
    StoredEnvelope deferred = relay.accept("a@example.net");
    for (int i = 0; i < 5; i++) {
      relay.tickAfter(MINUTE);
    }
    relay.transactions.setAway(false);
    // Mail in segments needs no database to be settled.
    assertThat(relay.isGone(delivered)).isNotEqualTo(relay.store.isShared());
    assertThat(relay.isGone(deferred)).isFalse();
    assertThat(relay.queue.find(deferred.queueId()).orElseThrow().owed().get(0).state())
        .isEqualTo(RecipientState.ACTIVE);

    relay.agent.script("example.net", ScriptedAgent.DELIVERS);
    relay.tickAfter(MINUTE);
    assertThat(relay.isGone(delivered)).isTrue();
    relay.tickAfter(MINUTE);
    assertThat(relay.isGone(deferred)).isTrue();
    assertThat(relay.agent.delivered()).containsExactly("a@example.com", "a@example.net");
    assertThat(relay.agent.begun()).hasSize(3);
  }

  @Test
  void a_warning_is_delivered_though_the_row_beside_it_can_be_written_only_later()
      throws Exception {
    relay.agent.script(
        "example.com",
        position -> {
          relay.clock.advance(Relay.WARN_AFTER);
          relay.transactions.setAway(true);
          return ScriptedAgent.DEFERS.answer(position);
        });
    relay.accept("a@example.com");
    relay.transactions.setAway(false);
    relay.agent.script("example.com", ScriptedAgent.DEFERS);
    relay.tickAfter(MINUTE);
    assertThat(relay.agent.delivered()).containsExactly("sender@example.org");
  }

  @Test
  void a_due_row_of_a_message_that_is_gone_is_dropped() throws Exception {
    StoredEnvelope gone = Messages.message(relay.clock.instant(), "a@example.com");
    Instant now = relay.clock.instant();
    relay.retries.defer(List.of(Deferral.untried(Relay.at(new Place(gone.queueId(), 0)), now)));
    relay.tick.run();
    assertThat(relay.hasRows(gone.queueId())).isFalse();
    assertThat(relay.agent.begun()).isEmpty();
  }

  @Test
  void a_row_of_a_recipient_that_was_settled_is_dropped_at_start() throws Exception {
    StoredEnvelope envelope =
        Messages.message(relay.clock.instant(), "a@example.com", "b@example.com");
    relay.store.put(envelope, Messages.CONTENT);
    Instant later = relay.clock.instant().plus(MINUTE);
    relay.retries.defer(
        List.of(
            Deferral.untried(Relay.at(new Place(envelope.queueId(), 0)), later),
            Deferral.untried(Relay.at(new Place(envelope.queueId(), 1)), later)));
    relay.store.settle(envelope.queueId(), Set.of(0));
    StoredEnvelope gone = Messages.message(later, "a@example.com");
    relay.retries.defer(List.of(Deferral.untried(Relay.at(new Place(gone.queueId(), 0)), later)));

    relay().started();
    assertThat(relay.hasRows(gone.queueId())).isFalse();
    assertThat(relay.rows.rows(List.of(envelope.queueId())).values())
        .extracting(RetryRow::place)
        .containsExactly(new Place(envelope.queueId(), 1));
  }

  @Test
  void what_goes_on_as_another_message_is_delivered_too() throws Exception {
    relay.agent.script(
        "example.jp", ScriptedAgent.passesOn(relay.clock.instant(), "friend@example.com"));
    StoredEnvelope envelope = relay.accept("all@example.jp", "b@example.net");
    assertThat(relay.isGone(envelope)).isTrue();
    assertThat(relay.agent.delivered())
        .containsExactlyInAnyOrder("all@example.jp", "friend@example.com", "b@example.net");
    assertThat(relay.log).contains("forwarded to friend@example.com");
  }

  @Test
  void what_goes_on_is_put_once_even_if_that_can_not_be_written_down_at_first() throws Exception {
    relay.agent.script("example.jp", ScriptedAgent.DEFERS);
    StoredEnvelope envelope = relay.accept("all@example.jp");
    ScriptedAgent.Script passing =
        ScriptedAgent.passesOn(relay.clock.instant(), "friend@example.com");
    relay.agent.script(
        "example.jp",
        position -> {
          relay.transactions.setAway(true);
          return passing.answer(position);
        });
    relay.tickAfter(MINUTE);
    relay.transactions.setAway(false);
    relay.tickAfter(MINUTE);
    relay.tickAfter(Duration.ofMinutes(5));
    assertThat(relay.agent.delivered()).containsExactly("all@example.jp", "friend@example.com");
    assertThat(relay.isGone(envelope)).isTrue();
    assertThat(relay.hasRows(envelope.queueId())).isFalse();
  }

  @Test
  void a_tick_inside_a_tick_does_nothing() throws Exception {
    relay.agent.script("example.com", ScriptedAgent.DEFERS);
    StoredEnvelope envelope = relay.accept("a@example.com");
    relay.agent.script(
        "example.com",
        position -> {
          relay.tickAfter(Duration.ofDays(1));
          return ScriptedAgent.DELIVERS.answer(position);
        });
    relay.accept("b@example.net");
    relay.tickAfter(MINUTE);
    assertThat(relay.agent.begun()).hasSize(3);
    assertThat(relay.isGone(envelope)).isTrue();
  }

  @Test
  void a_stopped_queue_ticks_without_effect() throws Exception {
    relay.agent.script("example.com", ScriptedAgent.DEFERS);
    relay.accept("a@example.com");
    relay.scheduler.stop(Duration.ZERO);
    relay.tickAfter(MINUTE);
    relay.accept("b@example.com");
    assertThat(relay.agent.begun()).hasSize(1);
    relay.agent.script("example.com", ScriptedAgent.DELIVERS);
    relay.scheduler.start();
    relay.tick.run();
    assertThat(relay.agent.delivered()).containsExactlyInAnyOrder("a@example.com", "b@example.com");
  }
}
