package org.chukei.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.chukei.config.HostPort;
import org.chukei.connector.api.QueueId;
import org.chukei.database.TestDatabase;
import org.chukei.queue.QueueAges.Band;
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

  /** Of the form that an operator writes. */
  private static QueueFilter filter(
      String sender, String recipient, String destination, String state) {
    return QueueFilter.read("", sender, recipient, destination, state);
  }

  private static QueueFilter only(StoredEnvelope envelope) {
    return QueueFilter.message(envelope.queueId());
  }

  private List<StoredEnvelope> listed(QueueFilter filter) throws Exception {
    return relay.queue.list(filter, Optional.empty(), 10).messages().stream()
        .map(QueuedMessage::envelope)
        .toList();
  }

  private StoredEnvelope acceptLater(String... recipients) throws Exception {
    relay.clock.advance(Duration.ofMillis(1));
    return relay.accept(recipients);
  }

  @Test
  void lists_oldest_first_by_whatever_is_said() throws Exception {
    StoredEnvelope first = acceptLater("a@example.com", "x@later.example");
    relay.agent.script("later.example", ScriptedAgent.DEFERS);
    StoredEnvelope second = acceptLater("B@Example.com");
    StoredEnvelope third = acceptLater("c@later.example");
    relay.queue.hold(only(second), "admin");

    assertThat(listed(QueueFilter.ALL)).containsExactly(first, second, third);
    assertThat(listed(only(third))).containsExactly(third);
    assertThat(listed(filter("", "b@example.com", "", ""))).containsExactly(second);
    assertThat(listed(filter("", "@later.example", "", ""))).containsExactly(third);
    assertThat(listed(filter("sender@example.org", "", "", ""))).hasSize(3);
    assertThat(listed(filter("@example.org", "", "example.com", "")))
        .containsExactly(first, second);
    assertThat(listed(filter("someone@example.org", "", "", ""))).isEmpty();
    assertThat(listed(filter("", "", "", "deferred"))).containsExactly(first, third);
    assertThat(listed(filter("", "", "", "held"))).containsExactly(second);
    assertThat(listed(filter("", "", "", "active"))).isEmpty();
    assertThat(relay.queue.count(filter("", "", "example.com", ""), 10)).isEqualTo(2);
    assertThat(relay.queue.count(filter("", "", "example.com", ""), 1)).isEqualTo(1);
    assertThat(relay.queue.count(QueueFilter.ALL, 10)).isEqualTo(3);
    assertThat(relay.queue.sizes()).isEqualTo(new QueueSizes(3, 3 * Messages.SIZE, 0, 2, 1));
  }

  @Test
  void a_page_ends_where_the_next_begins() throws Exception {
    List<StoredEnvelope> all = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      all.add(acceptLater("u" + i + "@example.com"));
    }
    for (QueueFilter filter : List.of(QueueFilter.ALL, filter("", "", "", "deferred"))) {
      List<StoredEnvelope> seen = new ArrayList<>();
      QueueExcerpt page = relay.queue.list(filter, Optional.empty(), 3);
      page.messages().forEach(message -> seen.add(message.envelope()));
      while (page.reached().isPresent()) {
        page = relay.queue.list(filter, page.reached(), 3);
        page.messages().forEach(message -> seen.add(message.envelope()));
      }
      assertThat(seen).isEqualTo(all);
    }
  }

  @Test
  void only_those_recipients_that_are_meant_are_shown_and_moved() throws Exception {
    relay.agent.script("later.example", ScriptedAgent.DEFERS);
    StoredEnvelope both = relay.accept("a@example.com", "b@later.example");
    assertThat(relay.queue.hold(filter("", "", "later.example", ""), "admin")).isEqualTo(1);
    assertThat(relay.queue.find(both.queueId()).orElseThrow().owed())
        .extracting(QueuedRecipient::state)
        .containsExactly(RecipientState.DEFERRED, RecipientState.HELD);
    assertThat(relay.queue.remove(filter("", "a@example.com", "", ""), "admin")).isEqualTo(1);
    assertThat(relay.only(both).recipient().address()).isEqualTo("b@later.example");
    assertThat(relay.log).contains("removed a@example.com by admin").doesNotContain("gone");
  }

  @Test
  void fresh_mail_is_found_in_memory_and_beyond() throws Exception {
    relay.pauses.pause(Pause.What.DELIVERY, "", "admin", "");
    List<StoredEnvelope> all = new ArrayList<>();
    for (int i = 0; i < Relay.LIMITS.lineLength() + 5; i++) {
      all.add(acceptLater("u" + i + "@example.com"));
    }
    StoredEnvelope last = all.get(all.size() - 1);
    assertThat(listed(filter("", last.path(0).address(), "", ""))).containsExactly(last);
    assertThat(listed(filter("", "u3@example.com", "", "paused"))).containsExactly(all.get(3));
    assertThat(relay.queue.count(filter("", "", "example.com", ""), 10)).isEqualTo(10);
    assertThat(relay.queue.hold(filter("", "", "example.com", ""), "admin")).isEqualTo(all.size());
    relay.pauses.resume(Pause.What.DELIVERY, "", "admin");
    relay.tick.run();
    assertThat(relay.agent.begun()).isEmpty();
    assertThat(relay.queue.sizes().held()).isEqualTo(all.size());
  }

  @Test
  void a_filter_that_says_nothing_is_taken_for_a_slip_where_mail_would_be_changed() {
    assertThatThrownBy(() -> QueueFilter.readForChange("", " ", "", "", ""))
        .hasMessageContaining("'all'");
    assertThat(QueueFilter.readForChange("", "", "", "", "ALL")).isEqualTo(QueueFilter.ALL);
    assertThatThrownBy(() -> QueueFilter.read("xyz", "", "", "", ""))
        .hasMessageContaining("'xyz' is no queue id");
    assertThatThrownBy(() -> QueueFilter.read("", "", "", "", "lost"))
        .hasMessageContaining("'lost' is not one of fresh, active, deferred");
  }

  @Test
  void an_unknown_id_is_answered_and_changes_nothing() throws Exception {
    QueueId unknown = QueueId.at(relay.clock.instant());
    QueueFilter filter = QueueFilter.message(unknown);
    assertThat(relay.queue.find(unknown)).isEmpty();
    assertThat(relay.queue.retry(filter, "admin")).isZero();
    assertThat(relay.queue.hold(filter, "admin")).isZero();
    assertThat(relay.queue.release(filter, "admin")).isZero();
    assertThat(relay.queue.remove(filter, "admin")).isZero();
    assertThat(relay.hasRows(unknown)).isFalse();
  }

  @Test
  void retry_tries_now_and_leaves_held_mail_alone() throws Exception {
    relay.accept("a@example.com", "b@example.com");
    StoredEnvelope held = relay.accept("c@example.com");
    relay.queue.hold(only(held), "admin");
    relay.agent.script("example.com", ScriptedAgent.DELIVERS);

    assertThat(relay.queue.retry(only(held), "admin")).isZero();
    assertThat(relay.queue.retry(QueueFilter.ALL, "admin")).isEqualTo(2);
    relay.tick.run();
    assertThat(relay.agent.delivered()).containsExactly("a@example.com", "b@example.com");
  }

  @Test
  void retry_wakes_a_destination_that_is_left_alone() throws Exception {
    relay.agent.script("example.com", ScriptedAgent.REFUSES_CONNECTIONS);
    for (int i = 0; i < 3; i++) {
      relay.accept("u" + i + "@example.com");
    }
    relay.agent.script("example.com", ScriptedAgent.DELIVERS);
    relay.tick.run();
    relay.queue.retry(QueueFilter.ALL, "admin");
    relay.tick.run();
    assertThat(relay.agent.delivered()).hasSize(3);
  }

  @Test
  void rerouted_mail_goes_to_the_one_host_now_and_after_a_restart() throws Exception {
    HostPort host = new HostPort("192.0.2.9", 2525);
    StoredEnvelope both = relay.accept("a@example.com", "b@example.com");
    relay.agent.script(host.toString(), ScriptedAgent.DEFERS);
    assertThat(relay.queue.reroute(filter("", "a@example.com", "", ""), host, "admin"))
        .isEqualTo(1);
    relay.tick.run();
    assertThat(relay.agent.rerouted()).containsExactly("a@example.com by 192.0.2.9:2525");
    assertThat(relay.queue.find(both.queueId()).orElseThrow().owed())
        .extracting(QueuedRecipient::route)
        .containsExactly(Optional.of(host), Optional.empty());
    assertThat(listed(filter("", "", "192.0.2.9:2525", ""))).containsExactly(both);

    Relay again = relay().started();
    again.tickAfter(Duration.ofMinutes(10));
    assertThat(again.agent.rerouted()).containsExactly("a@example.com by 192.0.2.9:2525");
    assertThat(again.agent.delivered()).containsExactly("b@example.com");
  }

  @Test
  void mail_that_is_rerouted_while_it_is_tried_is_found_where_it_goes_at_once() throws Exception {
    HostPort host = new HostPort("192.0.2.9", 2525);
    relay.agent.script(
        "example.com",
        position -> {
          relay.queue.reroute(filter("", "a@example.com", "", ""), host, "admin");
          return ScriptedAgent.DEFERS.answer(position);
        });
    StoredEnvelope fresh = relay.accept("a@example.com");
    assertThat(listed(filter("", "", "192.0.2.9:2525", ""))).containsExactly(fresh);
    assertThat(listed(filter("", "", "example.com", ""))).isEmpty();
  }

  @Test
  void fresh_mail_can_be_rerouted_before_it_is_tried() throws Exception {
    relay.pauses.pause(Pause.What.DELIVERY, "", "admin", "");
    relay.accept("a@example.com", "b@example.com");
    relay.queue.reroute(
        filter("", "a@example.com", "", ""), new HostPort("192.0.2.9", 25), "admin");
    relay.pauses.resume(Pause.What.DELIVERY, "", "admin");
    relay.agent.script("example.com", ScriptedAgent.DELIVERS);
    relay.tick.run();
    assertThat(relay.agent.rerouted()).containsExactly("a@example.com by 192.0.2.9:25");
    assertThat(relay.agent.delivered()).containsExactly("b@example.com");
  }

  @Test
  void held_mail_is_not_tried_until_it_is_released() throws Exception {
    StoredEnvelope envelope = relay.accept("a@example.com");
    assertThat(relay.queue.hold(only(envelope), "admin")).isEqualTo(1);
    relay.tickAfter(MINUTE);
    assertThat(relay.agent.begun()).hasSize(1);
    assertThat(relay.only(envelope).state()).isEqualTo(RecipientState.HELD);
    assertThat(relay.only(envelope).nextAttempt()).isEmpty();

    assertThat(relay.queue.release(only(envelope), "admin")).isEqualTo(1);
    relay.tick.run();
    assertThat(relay.agent.begun()).hasSize(2);
  }

  @Test
  void removed_mail_is_gone_and_nobody_is_told() throws Exception {
    StoredEnvelope envelope = relay.accept("a@example.com", "b@example.com");
    assertThat(relay.queue.remove(only(envelope), "admin")).isEqualTo(2);
    relay.tickAfter(MINUTE);
    assertThat(relay.isGone(envelope)).isTrue();
    assertThat(relay.agent.begun()).hasSize(1);
    assertThat(relay.log)
        .contains("removed a@example.com by admin", "removed b@example.com by admin")
        .doesNotContain("non-delivery-notice");
    assertThat(relay.queue.sizes()).isEqualTo(new QueueSizes(0, 0, 0, 0, 0));
  }

  @Test
  void messages_are_counted_by_how_long_they_have_waited() throws Exception {
    assertThat(relay.queue.ages().oldest()).isZero();
    assertThat(relay.queue.ages().messages().values()).containsOnly(0L);
    relay.accept("a@example.com");
    relay.accept("b@example.com");
    relay.clock.advance(Duration.ofHours(24));
    relay.accept("c@example.com");
    relay.clock.advance(Duration.ofMinutes(59));
    relay.accept("d@example.com");
    relay.clock.advance(Duration.ofMinutes(1).plusMillis(1));
    relay.accept("e@example.com");
    QueueAges ages = relay.queue.ages();
    assertThat(ages.oldest()).isEqualTo(Duration.ofHours(25).plusMillis(1));
    assertThat(ages.messages())
        .isEqualTo(Map.of(Band.FRESH, 2L, Band.MINUTES, 0L, Band.HOURS, 1L, Band.DAYS, 2L));
    assertThat(Stream.of(Band.values()).map(ages::from)).containsExactly(5L, 3L, 3L, 2L);
  }

  @Test
  void what_an_operator_does_is_told_of_the_mail_that_it_changes() throws Exception {
    StoredEnvelope both = relay.accept("a@example.com", "b@example.com");
    relay.log.clear();
    relay.queue.release(only(both), "nobody");
    relay.queue.hold(filter("", "a@example.com", "", ""), "kei");
    relay.queue.hold(only(both), "rin");
    relay.queue.retry(only(both), "nobody");
    relay.queue.release(filter("", "b@example.com", "", ""), "rin");
    relay.queue.retry(only(both), "jmx");
    relay.queue.reroute(filter("", "a@example.com", "", ""), new HostPort("192.0.2.9", 25), "api");
    assertThat(relay.log)
        .containsExactly(
            "held a@example.com by kei",
            "held b@example.com by rin",
            "released b@example.com by rin",
            "retried b@example.com by jmx",
            "rerouted a@example.com by api to 192.0.2.9:25");
  }

  @Test
  void mail_in_flight_is_active_and_can_be_held() throws Exception {
    StoredEnvelope envelope = Messages.message(relay.clock.instant(), "a@example.net");
    relay.agent.script(
        "example.net",
        position -> {
          assertThat(relay.only(envelope).state()).isEqualTo(RecipientState.ACTIVE);
          relay.queue.hold(only(envelope), "admin");
          return ScriptedAgent.DEFERS.answer(position);
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
        position -> {
          relay.queue.hold(only(envelope), "admin");
          return ScriptedAgent.DELIVERS.answer(position);
        });
    relay.accept(envelope);
    assertThat(relay.isGone(envelope)).isTrue();
    assertThat(relay.hasRows(envelope.queueId())).isFalse();
  }

  @Test
  void a_release_during_the_attempt_starts_no_second_one() throws Exception {
    StoredEnvelope envelope = Messages.message(relay.clock.instant(), "a@example.net");
    relay.agent.script(
        "example.net",
        position -> {
          relay.queue.hold(only(envelope), "admin");
          relay.queue.release(only(envelope), "admin");
          relay.tick.run();
          return ScriptedAgent.DEFERS.answer(position);
        });
    relay.accept(envelope);
    assertThat(relay.agent.begun()).hasSize(1);
    assertThat(relay.only(envelope).state()).isEqualTo(RecipientState.DEFERRED);
  }

  @Test
  void removed_mail_that_was_in_line_is_never_tried() throws Exception {
    relay.pauses.pause(Pause.What.DELIVERY, "", "admin", "");
    StoredEnvelope envelope = relay.accept("a@example.com");
    relay.queue.remove(only(envelope), "admin");
    relay.pauses.resume(Pause.What.DELIVERY, "", "admin");
    relay.tick.run();
    assertThat(relay.agent.begun()).isEmpty();
  }

  @Test
  void a_message_removed_during_an_attempt_that_fails_gets_no_notice() throws Exception {
    StoredEnvelope envelope = Messages.message(relay.clock.instant(), "a@example.net");
    relay.agent.script(
        "example.net",
        position -> {
          relay.queue.remove(only(envelope), "admin");
          return ScriptedAgent.FAILS.answer(position);
        });
    relay.accept(envelope);
    assertThat(relay.isGone(envelope)).isTrue();
    assertThat(relay.log).doesNotContain("non-delivery-notice");
  }
}
