package org.chukei.surge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chukei.clock.TestClock;
import org.chukei.config.Settings;
import org.chukei.connector.api.AuthOffer;
import org.chukei.connector.api.Client;
import org.chukei.connector.api.Envelope;
import org.chukei.connector.api.Service;
import org.chukei.connector.api.SessionFacts;
import org.chukei.database.TestDatabase;
import org.chukei.smtp.MailParameters;
import org.chukei.smtp.RcptParameters;
import org.chukei.smtp.ReversePath;
import org.chukei.store.Messages;
import org.chukei.store.NodeName;
import org.chukei.store.TestTransactions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Beyond ten recipients an hour, and three times the busiest hour of the week before. */
class SurgesTest {

  private static final String INFO = "account info@example.jp";

  private final TestDatabase database = new TestDatabase();
  private final TestTransactions transactions = new TestTransactions(database);
  private final TestClock clock = TestClock.at("2026-11-24T08:00:00Z");
  private Surges surges = surges("0");

  @BeforeEach
  void load() throws IOException {
    surges.load();
  }

  @AfterEach
  void close() throws Exception {
    database.close();
  }

  private Surges surges(String learning) {
    Map<String, String> settings =
        Map.of(
            "CHUKEI_SURGE_FACTOR", "3",
            "CHUKEI_SURGE_LEAST", "10",
            "CHUKEI_SURGE_LEARNING", learning);
    return new Surges(
        Settings.of(settings, Map.of(), Map.of()), transactions, new NodeName("a"), clock);
  }

  private void restart(String learning) throws IOException {
    surges = surges(learning);
    surges.load();
  }

  private static Envelope envelope(Optional<String> account, boolean permitted, int recipients) {
    Client client =
        new Client(
            Service.SUBMISSION, InetAddress.getLoopbackAddress(), 4_711, Optional.empty(), true);
    return new Envelope(
        new SessionFacts(
            client,
            "client.example",
            true,
            Optional.empty(),
            Optional.empty(),
            account,
            AuthOffer.values()[0]),
        ReversePath.NULL,
        MailParameters.NONE,
        Collections.nCopies(
            recipients,
            new Envelope.Recipient(
                Messages.recipient("a@example.com"),
                RcptParameters.NONE,
                permitted,
                Optional.empty())));
  }

  private void send(int recipients) {
    surges.taken(envelope(Optional.of("info@example.jp"), false, recipients));
  }

  private List<String> open() {
    return surges.open().stream()
        .map(surge -> surge.sender() + " " + surge.recipients() + " " + surge.usual())
        .toList();
  }

  @Test
  void what_is_usual_outlives_a_restart() throws IOException {
    send(10);
    surges.write();
    clock.advance(Duration.ofDays(1));
    restart("0");

    send(30);
    assertThat(open()).isEmpty();

    send(1);
    assertThat(open()).containsExactly(INFO + " 31 10");
  }

  @Test
  void what_could_not_be_written_down_is_written_the_next_time() throws IOException {
    send(10);
    transactions.setAway(true);
    assertThatThrownBy(surges::write).isInstanceOf(IOException.class);
    transactions.setAway(false);
    surges.write();
    clock.advance(Duration.ofDays(1));
    restart("0");

    send(30);

    assertThat(open()).isEmpty();
  }

  @Test
  void a_day_is_written_once_with_its_busiest_hour() throws Exception {
    send(4);
    surges.write();
    clock.advance(Duration.ofHours(1));
    send(5);
    surges.write();

    try (var connection = database.connection();
        var rows =
            connection
                .createStatement()
                .executeQuery("SELECT sender, day_number, recipients, node FROM sender_peak")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1)).isEqualTo(INFO);
      assertThat(rows.getLong(2)).isEqualTo(clock.instant().getEpochSecond() / 86_400);
      assertThat(rows.getInt(3)).isEqualTo(5);
      assertThat(rows.getString(4)).isEqualTo("a");
      assertThat(rows.next()).isFalse();
    }
  }

  @Test
  void nobody_is_told_of_while_it_learns_what_is_usual() throws IOException {
    restart("1d");
    send(100);
    assertThat(open()).isEmpty();

    clock.advance(Duration.ofDays(1));
    send(301);

    assertThat(open()).containsExactly(INFO + " 301 100");
  }

  @Test
  void what_it_learned_in_a_former_life_it_need_not_learn_again() throws IOException {
    send(10);
    surges.write();
    clock.advance(Duration.ofDays(2));
    restart("1d");

    send(31);

    assertThat(open()).containsExactly(INFO + " 31 10");
  }

  @Test
  void a_surge_is_told_once_until_it_has_been_quiet_for_two_hours() {
    send(11);
    assertThat(surges.takeUntold()).extracting(Surge::sender).containsExactly(INFO);
    send(1);
    clock.advance(Duration.ofHours(2));
    assertThat(open()).hasSize(1);
    send(11);
    assertThat(surges.takeUntold()).isEmpty();

    clock.advance(Duration.ofHours(2).plusSeconds(1));
    assertThat(open()).isEmpty();
    send(11);

    assertThat(surges.takeUntold()).hasSize(1);
    assertThat(surges.total()).isEqualTo(2);
  }

  @Test
  void what_nobody_could_be_told_is_told_the_next_time() {
    send(11);
    List<Surge> untold = surges.takeUntold();
    surges.giveBack(untold);
    assertThat(surges.takeUntold()).isEqualTo(untold);
  }

  @Test
  void a_client_is_watched_where_it_is_permitted_and_mail_from_others_is_not() {
    surges.taken(envelope(Optional.empty(), false, 100));
    assertThat(open()).isEmpty();

    surges.taken(envelope(Optional.empty(), true, 11));

    assertThat(open()).containsExactly("client 127.0.0.1 11 0");
  }
}
