package org.chukei.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.chukei.decision.Decisions.NOW;
import static org.chukei.decision.Decisions.refused;
import static org.chukei.decision.Decisions.request;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.chukei.account.UnacceptableException;
import org.chukei.config.Settings;
import org.chukei.connector.api.DecisionId;
import org.chukei.connector.api.Verdict;
import org.chukei.database.TestDatabase;
import org.chukei.policy.Decision;
import org.chukei.policy.Rule;
import org.chukei.smtp.Reply;
import org.chukei.store.NodeName;
import org.chukei.store.TestTransactions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionLogTest {

  @TempDir private static Path home;
  private final TestDatabase database = new TestDatabase();
  private final TestTransactions transactions = new TestTransactions(database);
  private final DecisionLog log = log(Map.of());

  private DecisionLog log(Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("CHUKEI_HOME", home.toString());
    environment.put("CHUKEI_NODE", "one");
    Settings settings = Settings.of(environment, Map.of(), Map.of());
    return new DecisionLog(
        settings, transactions, new NodeName("one"), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @AfterEach
  void close() throws Exception {
    database.close();
  }

  @Test
  void what_is_read_back_is_what_was_decided() throws IOException {
    Decision connection =
        new RecordedDecision(
            DecisionId.random(),
            NOW,
            Rule.DENIED,
            new Verdict.Refused(Reply.of(554, "no mail is taken from this client")),
            Decisions.client("2001:db8::1"),
            Optional.empty(),
            List.of(),
            List.of(),
            "");
    for (Decision decision : List.of(Decisions.refused(), Decisions.accepted(), connection)) {
      log.record(decision);
      log.flush();
      assertThat(log.find(decision.id())).contains(decision);
    }
    assertThat(log.find(DecisionId.random())).isEmpty();
    assertThat(log.recorded()).isEqualTo(3);
  }

  @Test
  void the_longest_of_addresses_fit() throws IOException {
    String longest = "\"" + "\\\"".repeat(30) + "\"@" + "d".repeat(60) + ".example";
    log.record(refused(NOW, request("192.0.2.1", longest, longest)));
    log.flush();
    assertThat(log.find(DecisionFilter.read("", longest, longest, "", "", "", ""), 10)).hasSize(1);
  }

  @Test
  void while_the_database_is_away_refusals_wait_and_are_found() throws IOException {
    transactions.setAway(true);
    Decision refused = Decisions.refused();
    log.record(refused);
    log.flush();
    log.flush();
    assertThat(log.find(refused.id())).contains(refused);
    assertThatThrownBy(() -> log.find(DecisionId.random())).isInstanceOf(IOException.class);
    transactions.setAway(false);
    log.flush();
    assertThat(log.find(DecisionFilter.ALL, 10)).containsExactly(refused);
  }

  @ParameterizedTest
  @CsvSource({
    "client, 192.0.2.2, 2",
    "client, 192.0.2.0/24, 1 2 3",
    "client, ::ffff:192.0.2.3, 3",
    "client, 2001:db8::/32, 4",
    "sender, A@EXAMPLE.COM, 1",
    "sender, <>, 4",
    "recipient, <z@example.net>, 3",
    "recipient, postmaster, 4",
    "account, INFO@example.jp, 1 2 3 4",
    "verdict, refused, 1 2 3 4",
    "verdict, accepted, ''",
    "from, 2026-11-24T09:00:03Z, 3 4",
    "until, 2026-11-24T18:00:03+09:00, 1 2"
  })
  void decisions_are_found_by_what_is_known_of_them(String field, String value, String found)
      throws IOException {
    List<Decision> all =
        List.of(
            refused(NOW.plusSeconds(1), request("192.0.2.1", "a@example.com", "x@example.net")),
            refused(NOW.plusSeconds(2), request("192.0.2.2", "b@example.com", "x@example.net")),
            refused(NOW.plusSeconds(3), request("192.0.2.3", "c@example.com", "z@example.net")),
            refused(NOW.plusSeconds(4), request("2001:db8::5", "", "postmaster")));
    all.forEach(log::record);
    log.flush();

    List<Decision> expected =
        new ArrayList<>(
            Stream.of(found.split(" "))
                .filter(number -> !number.isEmpty())
                .map(number -> all.get(Integer.parseInt(number) - 1))
                .toList());
    Collections.reverse(expected);
    assertThat(log.find(filter(field, value), 10)).containsExactlyElementsOf(expected);
    assertThat(log.find(filter(field, value), 1)).hasSize(Math.min(1, expected.size()));
  }

  @ParameterizedTest
  @CsvSource({
    "client, 10.1",
    "sender, a b",
    "recipient, x",
    "verdict, maybe",
    "from, yesterday",
    "until, 2026-11-24"
  })
  void what_cannot_be_read_is_named(String field, String value) {
    assertThatThrownBy(() -> filter(field, value))
        .isInstanceOfSatisfying(
            UnacceptableException.class, e -> assertThat(e.field()).isEqualTo(field));
  }

  private static DecisionFilter filter(String field, String value) {
    String[] values = new String[7];
    Arrays.fill(values, "");
    values[
            List.of("client", "sender", "recipient", "account", "verdict", "from", "until")
                .indexOf(field)] =
        value;
    return DecisionFilter.read(
        values[0], values[1], values[2], values[3], values[4], values[5], values[6]);
  }

  @Test
  void old_ones_are_deleted_and_of_too_many_the_oldest() throws IOException {
    DecisionLog bounded = log(Map.of("CHUKEI_DECISIONS_KEPT", "10d", "CHUKEI_DECISIONS_MOST", "5"));
    for (int days = 0; days < 14; days++) {
      bounded.record(
          refused(
              NOW.minus(Duration.ofDays(days)).plusSeconds(1),
              request("192.0.2.1", "day" + days + "@example.com", "x@example.net")));
    }
    bounded.flush();
    bounded.purge();
    assertThat(bounded.find(DecisionFilter.ALL, 100))
        .extracting(decision -> decision.request().orElseThrow().sender().address())
        .containsExactly(
            "day0@example.com",
            "day1@example.com",
            "day2@example.com",
            "day3@example.com",
            "day4@example.com");
  }

  @Test
  void purging_goes_by_pieces_until_all_is_done() throws IOException {
    DecisionLog large =
        log(Map.of("CHUKEI_DECISIONS_PER_SECOND", "3000", "CHUKEI_DECISIONS_MOST", "10"));
    for (int i = 0; i < 2_500; i++) {
      large.record(Decisions.refused());
    }
    large.flush();
    List<Decision> seen = new ArrayList<>();
    large.each(NOW.minusSeconds(1), seen::add);
    assertThat(seen).hasSize(2_500).doesNotHaveDuplicates();
    large.purge();
    assertThat(large.find(DecisionFilter.ALL, 100)).hasSize(10);
  }
}
