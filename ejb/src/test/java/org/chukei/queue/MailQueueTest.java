package org.chukei.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.chukei.connector.api.QueueId;
import org.chukei.database.TestDatabase;
import org.chukei.store.Messages;
import org.chukei.store.StoredEnvelope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MailQueueTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  final TestDatabase database = new TestDatabase();
  private Relay relay;

  @BeforeEach
  void start() throws Exception {
    relay = relay().started();
    relay.agent.script("example.com", ScriptedAgent.DEFERS);
  }

  Relay relay() throws IOException {
    return new Relay(database);
  }

  @AfterEach
  void close() throws Exception {
    database.close();
  }

  @Test
  void lists_oldest_first_by_state_with_limit_and_offset() throws Exception {
    StoredEnvelope first = relay.accept("a@example.com");
    relay.clock.advance(Duration.ofMillis(1));
    StoredEnvelope second = relay.accept("b@example.com");
    relay.clock.advance(Duration.ofMillis(1));
    StoredEnvelope third = relay.accept("c@example.com");
    relay.queue.hold(second.queueId());

    assertThat(ids(Optional.empty(), 10, 0)).containsExactly(first, second, third);
    assertThat(ids(Optional.empty(), 1, 1)).containsExactly(second);
    assertThat(ids(Optional.of(RecipientState.DEFERRED), 10, 0)).containsExactly(first, third);
    assertThat(ids(Optional.of(RecipientState.DEFERRED), 10, 1)).containsExactly(third);
    assertThat(ids(Optional.of(RecipientState.HELD), 10, 0)).containsExactly(second);
    assertThat(ids(Optional.of(RecipientState.ACTIVE), 10, 0)).isEmpty();
    assertThat(relay.queue.sizes()).isEqualTo(new QueueSizes(3, 3 * Messages.SIZE, 0, 2, 1));
  }

  private List<StoredEnvelope> ids(Optional<RecipientState> state, int limit, int offset)
      throws Exception {
    return relay.queue.list(state, limit, offset).stream().map(QueuedMessage::envelope).toList();
  }

  @Test
  void an_unknown_id_is_answered_and_changes_nothing() throws Exception {
    QueueId unknown = QueueId.at(relay.clock.instant());
    assertThat(relay.queue.find(unknown)).isEmpty();
    assertThat(relay.queue.retry(unknown)).isFalse();
    assertThat(relay.queue.hold(unknown)).isFalse();
    assertThat(relay.queue.release(unknown)).isFalse();
    assertThat(relay.queue.remove(unknown, "admin")).isFalse();
    assertThat(relay.retries.rows(unknown)).isEmpty();
  }

  @Test
  void retry_tries_now_and_leaves_held_mail_alone() throws Exception {
    StoredEnvelope one = relay.accept("a@example.com");
    StoredEnvelope held = relay.accept("b@example.com");
    relay.queue.hold(held.queueId());
    relay.agent.script("example.com", ScriptedAgent.DELIVERS);

    assertThat(relay.queue.retry(one.queueId())).isTrue();
    assertThat(relay.queue.retry(held.queueId())).isTrue();
    relay.tick.run();
    assertThat(relay.agent.delivered()).containsExactly("a@example.com");
  }

  @Test
  void retry_all_counts_what_it_hurries() throws Exception {
    relay.accept("a@example.com", "b@example.com");
    StoredEnvelope held = relay.accept("c@example.com");
    relay.queue.hold(held.queueId());
    relay.agent.script("example.com", ScriptedAgent.DELIVERS);

    assertThat(relay.queue.retryAll()).isEqualTo(2);
    relay.tick.run();
    assertThat(relay.agent.delivered()).containsExactly("a@example.com", "b@example.com");
  }

  @Test
  void held_mail_is_not_tried_until_it_is_released() throws Exception {
    StoredEnvelope envelope = relay.accept("a@example.com");
    assertThat(relay.queue.hold(envelope.queueId())).isTrue();
    relay.tickAfter(MINUTE);
    assertThat(relay.agent.begun()).hasSize(1);
    assertThat(relay.only(envelope).state()).isEqualTo(RecipientState.HELD);
    assertThat(relay.only(envelope).nextAttempt()).isEmpty();

    assertThat(relay.queue.release(envelope.queueId())).isTrue();
    relay.tick.run();
    assertThat(relay.agent.begun()).hasSize(2);
  }

  @Test
  void removed_mail_is_gone_and_nobody_is_told() throws Exception {
    StoredEnvelope envelope = relay.accept("a@example.com", "b@example.com");
    assertThat(relay.queue.remove(envelope.queueId(), "admin")).isTrue();
    relay.tickAfter(MINUTE);
    assertThat(relay.isGone(envelope)).isTrue();
    assertThat(relay.agent.begun()).hasSize(1);
    assertThat(relay.log).contains("removed by admin").doesNotContain("non-delivery-notice");
    assertThat(relay.queue.sizes()).isEqualTo(new QueueSizes(0, 0, 0, 0, 0));
  }

  @Test
  void mail_in_flight_is_active_and_can_be_held() throws Exception {
    StoredEnvelope envelope = Messages.message(relay.clock.instant(), "a@example.net");
    relay.agent.script(
        "example.net",
        (position, recipient) -> {
          assertThat(relay.only(envelope).state()).isEqualTo(RecipientState.ACTIVE);
          relay.queue.hold(envelope.queueId());
          return ScriptedAgent.DEFERS.answer(position, recipient);
        });
    relay.accept(envelope);
    assertThat(relay.only(envelope).state()).isEqualTo(RecipientState.HELD);
    assertThat(relay.only(envelope).attempts()).isEqualTo(1);
    relay.tickAfter(MINUTE);
    assertThat(relay.agent.begun()).hasSize(1);
  }

  @Test
  void a_hold_during_an_attempt_that_delivers_leaves_no_row() throws Exception {
    StoredEnvelope envelope = Messages.message(relay.clock.instant(), "a@example.net");
    relay.agent.script(
        "example.net",
        (position, recipient) -> {
          relay.queue.hold(envelope.queueId());
          return ScriptedAgent.DELIVERS.answer(position, recipient);
        });
    relay.accept(envelope);
    assertThat(relay.isGone(envelope)).isTrue();
    assertThat(relay.retries.rows(envelope.queueId())).isEmpty();
  }

  @Test
  void a_release_during_the_attempt_starts_no_second_one() throws Exception {
    StoredEnvelope envelope = Messages.message(relay.clock.instant(), "a@example.net");
    relay.agent.script(
        "example.net",
        (position, recipient) -> {
          relay.queue.hold(envelope.queueId());
          relay.queue.release(envelope.queueId());
          relay.tick.run();
          return ScriptedAgent.DEFERS.answer(position, recipient);
        });
    relay.accept(envelope);
    assertThat(relay.agent.begun()).hasSize(1);
    assertThat(relay.only(envelope).state()).isEqualTo(RecipientState.DEFERRED);
  }

  @Test
  void a_message_removed_during_an_attempt_that_fails_gets_no_notice() throws Exception {
    StoredEnvelope envelope = Messages.message(relay.clock.instant(), "a@example.net");
    relay.agent.script(
        "example.net",
        (position, recipient) -> {
          relay.queue.remove(envelope.queueId(), "admin");
          return ScriptedAgent.FAILS.answer(position, recipient);
        });
    relay.accept(envelope);
    assertThat(relay.isGone(envelope)).isTrue();
    assertThat(relay.log).doesNotContain("non-delivery-notice");
  }
}
