package org.chukei.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.chukei.history.Lives.DECISION;
import static org.chukei.history.Lives.NOW;
import static org.chukei.history.Lives.accepted;
import static org.chukei.history.Lives.attempted;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chukei.account.UnacceptableException;
import org.chukei.config.Settings;
import org.chukei.connector.api.QueueId;
import org.chukei.database.TestDatabase;
import org.chukei.history.LifeEvent.Act;
import org.chukei.history.LifeEvent.Addressed;
import org.chukei.history.LifeEvent.Composed;
import org.chukei.history.LifeEvent.NotTaken;
import org.chukei.history.LifeEvent.Purpose;
import org.chukei.history.LifeEvent.Result;
import org.chukei.store.TestTransactions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageHistoryTest {

  @TempDir private static Path home;
  private final TestDatabase database = new TestDatabase();
  private final TestTransactions transactions = new TestTransactions(database);
  private final MessageHistory history = history(Map.of());

  private MessageHistory history(Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("CHUKEI_HOME", home.toString());
    return new MessageHistory(
        Settings.of(environment, Map.of(), Map.of()),
        transactions,
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @AfterEach
  void close() throws Exception {
    database.close();
  }

  @Test
  void what_is_read_back_is_what_happened() throws IOException {
    List<LifeEvent> events = new ArrayList<>(Lives.whole());
    events.add(
        new NotTaken(
            NOW.plusSeconds(4),
            Lives.session(),
            "<>",
            List.of(),
            Optional.empty(),
            0,
            "552 5.3.4"));
    events.add(
        new Composed(
            NOW.plusSeconds(5),
            Purpose.FAILURE_NOTICE,
            "01KAAAAAAAAAAAAA",
            "<>",
            List.of(new Addressed("<a@example.com>", Optional.empty())),
            Optional.empty(),
            9));
    events.add(
        new LifeEvent.Told(
            NOW.plusSeconds(6), Purpose.DELAY_NOTICE, "01KAAAAAAAAAAAAA", "<a@example.com>"));
    events.add(new LifeEvent.Untold(NOW.plusSeconds(7), "<b@example.net>", "5.1.1", "never"));
    events.add(new LifeEvent.Forwarded(NOW.plusSeconds(8), "01KAAAAAAAAAAAAA"));
    events.add(
        new LifeEvent.Handled(
            NOW.plusSeconds(9), "<b@example.net>", Act.HELD, "admin", Optional.empty()));
    events.add(
        new LifeEvent.Handled(
            NOW.plusSeconds(10), "<b@example.net>", Act.REROUTED, "jmx", Optional.of("hop:25")));
    events.add(new LifeEvent.Removed(NOW.plusSeconds(11), "<b@example.net>", "admin"));
    QueueId id = Lives.id();
    for (LifeEvent event : events) { // each in a chapter of its own
      history.record(id, event);
      history.flush();
    }
    assertThat(history.find(id).orElseThrow().events()).isEqualTo(events);
    assertThat(history.find(Lives.id())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void messages_are_found_by_what_is_known_of_them_written_or_not(boolean written)
      throws IOException {
    QueueId id = Lives.id();
    history.record(id, accepted(NOW, "<A@example.com>", "<b@example.net>", "<C@example.net>"));
    QueueId other = Lives.id();
    history.record(
        other,
        new Composed(
            NOW.minusSeconds(60),
            Purpose.FORWARD,
            id.text(),
            "<>",
            List.of(new Addressed("<d@example.net>", Optional.empty())),
            Optional.empty(),
            1));
    if (written) {
      history.flush();
    }
    for (LifeFilter filter :
        List.of(
            LifeFilter.read(id.text().toLowerCase(), "", "", "", "", "", ""),
            LifeFilter.read("", DECISION.toString(), "", "", "", "", ""),
            LifeFilter.read("", "", "<1@example.com>", "", "", "", ""),
            LifeFilter.read("", "", "1@example.com", "a@EXAMPLE.com", "", "", ""),
            LifeFilter.read("", "", "", "a@example.com", "c@example.net", "", ""),
            LifeFilter.read("", "", "", "", "<b@example.net>", "", ""),
            LifeFilter.read("", "", "", "", "", NOW.toString(), ""))) {
      assertThat(history.find(filter, 10))
          .extracting(Life::queueId)
          .as("" + filter)
          .containsExactly(id);
    }
    assertThat(history.find(LifeFilter.read("", "", "", "<>", "", "", NOW.toString()), 10))
        .extracting(Life::queueId)
        .containsExactly(other);
    assertThat(history.find(LifeFilter.ALL, 10))
        .extracting(Life::queueId)
        .containsExactly(id, other);
    assertThat(history.find(LifeFilter.ALL, 1)).extracting(Life::queueId).containsExactly(id);
    assertThat(history.find(LifeFilter.read("", "", "1@EXAMPLE.com", "", "", "", ""), 10))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"id, 0123", "decision, x", "sender, a b", "recipient, x", "from, yesterday"})
  void what_cannot_be_read_is_named(String field, String value) {
    List<String> fields = List.of("id", "decision", "message-id", "sender", "recipient", "from");
    String[] values = fields.stream().map(f -> f.equals(field) ? value : "").toArray(String[]::new);
    assertThatThrownBy(
            () ->
                LifeFilter.read(
                    values[0], values[1], values[2], values[3], values[4], values[5], ""))
        .isInstanceOfSatisfying(
            UnacceptableException.class, e -> assertThat(e.field()).isEqualTo(field));
  }

  @Test
  void while_the_database_is_away_what_is_new_is_found_and_nothing_is_lost() throws IOException {
    QueueId id = Lives.id();
    transactions.setAway(true);
    history.record(id, accepted());
    assertThat(history.flush()).isFalse();
    history.record(id, attempted("<b@example.net>", Result.DELIVERED, 1));
    assertThat(history.flush()).isFalse();
    assertThat(history.find(id).orElseThrow().events()).hasSize(2);
    assertThatThrownBy(() -> history.find(Lives.id())).isInstanceOf(IOException.class);
    transactions.setAway(false);
    assertThat(history.flush()).isTrue();
    assertThat(history.find(id).orElseThrow().events()).hasSize(2);
  }

  @Test
  void beyond_the_room_what_ends_well_is_dropped_before_what_does_not() throws IOException {
    for (int i = 0; i < LifeBuffer.ROOM; i++) {
      history.record(Lives.id(), accepted());
    }
    QueueId delivered = Lives.id();
    history.record(delivered, accepted());
    QueueId failed = Lives.id();
    history.record(failed, attempted("<b@example.net>", Result.FAILED, 1));
    assertThat(history.find(delivered)).isEmpty();
    assertThat(history.find(failed).orElseThrow().gaps()).containsExactly(Life.Gap.BEGINNING);
    assertThat(history.lost()).isEqualTo(1);
  }

  @Test
  void what_an_operator_does_is_recorded_at_once_under_whatever_load() throws IOException {
    for (int i = 0; i < LifeBuffer.ROOM + LifeBuffer.ROOM_FOR_TROUBLE; i++) {
      history.record(Lives.id(), attempted("<b@example.net>", Result.FAILED, 1));
    }
    QueueId id = Lives.id();
    LifeEvent held =
        new LifeEvent.Handled(NOW, "<b@example.net>", Act.HELD, "kei", Optional.empty());
    history.recordNow(Map.of(id, List.of(held)));
    assertThat(history(Map.of()).find(id).orElseThrow().events()).containsExactly(held);
  }

  @Test
  void what_an_operator_does_waits_in_memory_while_the_database_is_away() throws IOException {
    QueueId id = Lives.id();
    transactions.setAway(true);
    history.recordNow(Map.of(id, List.of(accepted())));
    transactions.setAway(false);
    assertThat(history(Map.of()).find(id)).isEmpty();
    assertThat(history.find(id)).isPresent();
    history.flush();
    assertThat(history(Map.of()).find(id)).isPresent();
  }

  @Test
  void a_batch_is_bounded_and_the_oldest_go_first() throws IOException {
    MessageHistory slow = history(Map.of("CHUKEI_HISTORY_PER_SECOND", "2"));
    for (int i = 0; i < 5; i++) {
      slow.record(Lives.id(), accepted(NOW.plusSeconds(i), "<a@example.com>", "<b@example.net>"));
    }
    slow.flush();
    assertThat(history(Map.of()).find(LifeFilter.ALL, 10))
        .extracting(life -> life.events().get(0).at())
        .containsExactly(NOW.plusSeconds(1), NOW);
    assertThat(slow.find(LifeFilter.ALL, 10)).hasSize(5);
  }

  @Test
  void old_ones_are_deleted_and_of_too_many_the_oldest() throws IOException {
    MessageHistory bounded =
        history(Map.of("CHUKEI_HISTORY_KEPT", "10d", "CHUKEI_HISTORY_MOST", "8"));
    List<QueueId> ids = new ArrayList<>();
    for (int days = 0; days < 14; days++) {
      Instant at = NOW.minus(Duration.ofDays(days)).plusSeconds(1);
      QueueId id = QueueId.at(at);
      ids.add(id);
      bounded.record(id, accepted(at, "<a@example.com>", "<b@example.net>", "<c@example.net>"));
    }
    bounded.flush();
    bounded.purge();
    List<QueueId> left = bounded.find(LifeFilter.ALL, 100).stream().map(Life::queueId).toList();
    assertThat(left).isNotEmpty().hasSizeLessThanOrEqualTo(4);
    assertThat(ids).startsWith(left.toArray(QueueId[]::new));
    assertThat(bounded.find(ids.get(13))).as("nothing of it is left").isEmpty();
  }

  @Test
  void the_largest_of_messages_fits() throws IOException {
    String[] recipients = new String[1_000];
    for (int i = 0; i < recipients.length; i++) {
      recipients[i] = "<" + "r".repeat(60) + i + "@" + "d".repeat(60) + ".example>";
    }
    QueueId id = Lives.id();
    history.record(id, accepted(NOW, "<a@example.com>", recipients));
    for (String recipient : recipients) {
      history.record(id, attempted(recipient, Result.DELIVERED, 1));
    }
    history.flush();
    assertThat(history.find(id).orElseThrow().events()).hasSize(1_001);
    assertThat(history.find(LifeFilter.read("", "", "1@example.com", "", "", "", ""), 10))
        .hasSize(1);
  }
}
