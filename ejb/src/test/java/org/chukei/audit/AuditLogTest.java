package org.chukei.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.chukei.audit.AuditEntry.Door;
import org.chukei.audit.AuditEntry.Outcome;
import org.chukei.database.TestDatabase;
import org.chukei.store.NodeName;
import org.chukei.store.TestTransactions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuditLogTest {

  private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");

  private final TestDatabase database = new TestDatabase();
  private final TestTransactions transactions = new TestTransactions(database);

  private AuditLog at(Instant time) {
    return new AuditLog(transactions, new NodeName("one"), Clock.fixed(time, ZoneOffset.UTC));
  }

  @AfterEach
  void close() throws Exception {
    database.close();
  }

  @Test
  void entries_are_found_by_time_the_newest_first() throws Exception {
    at(NOW).record("admin", Door.CONSOLE, "permit.save", "line 1", Outcome.DONE);
    at(NOW.plusSeconds(1))
        .record("jmx", Door.JMX, "queue.hold", "x".repeat(9_000), Outcome.REFUSED);

    assertThat(at(NOW).find(Instant.EPOCH, NOW.plusSeconds(9), 10))
        .satisfiesExactly(
            later -> {
              assertThat(later.action()).isEqualTo("queue.hold");
              assertThat(later.detail()).hasSize(4_000).endsWith("…");
              assertThat(later.outcome()).isEqualTo(Outcome.REFUSED);
            },
            earlier ->
                assertThat(earlier)
                    .isEqualTo(
                        new AuditEntry(
                            NOW, "admin", Door.CONSOLE, "permit.save", "line 1", Outcome.DONE)));
    assertThat(at(NOW).find(NOW.plusSeconds(1), NOW.plusSeconds(9), 10)).hasSize(1);
    assertThat(at(NOW).find(Instant.EPOCH, NOW.plusSeconds(1), 10)).hasSize(1);
    assertThat(at(NOW).find(Instant.EPOCH, NOW.plusSeconds(9), 1)).hasSize(1);
  }

  @Test
  void a_change_that_fails_is_recorded_as_refused_and_fails_all_the_same() throws Exception {
    assertThat(at(NOW).<String>recorded("jmx", Door.JMX, "permit.add", "10.0.0.1", () -> "done"))
        .isEqualTo("done");
    assertThatThrownBy(
            () ->
                at(NOW.plusSeconds(1))
                    .recorded(
                        "jmx",
                        Door.JMX,
                        "permit.add",
                        "10.1",
                        () -> {
                          throw new IllegalArgumentException("no network");
                        }))
        .hasMessage("no network");
    assertThat(at(NOW).find(Instant.EPOCH, NOW.plusSeconds(9), 10))
        .extracting(AuditEntry::outcome)
        .containsExactly(Outcome.REFUSED, Outcome.DONE);
  }

  @Test
  void a_database_that_is_away_stops_nobody() throws Exception {
    transactions.setAway(true);
    at(NOW).record("admin", Door.CONSOLE, "permit.save", "", Outcome.DONE);
    transactions.setAway(false);
    assertThat(at(NOW).find(Instant.EPOCH, NOW.plusSeconds(9), 10)).isEmpty();
  }
}
