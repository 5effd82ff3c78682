package org.chukei.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.chukei.clock.TestClock;
import org.chukei.connector.api.QueueId;
import org.chukei.database.RowCounter;
import org.chukei.database.Schema;
import org.chukei.database.TestDataSource;
import org.chukei.store.DatabaseStore;
import org.chukei.store.TestTransactions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A queue so long that nothing may be done by looking at all of it. {@code -Dchukei.entries=100000}
 * makes it longer; what is read stays the same.
 */
class LongQueueTest {

  private static final int ENTRIES = Integer.getInteger("chukei.entries", 5_000);
  private static final int DESTINATIONS = 50;
  private static final int PAGE = 100;

  private RowCounter rows;
  private TestTransactions transactions;
  private Relay relay;

  @BeforeEach
  void fill() throws Exception {
    rows = new RowCounter(TestDataSource.inMemory());
    new Schema(rows.dataSource()).migrate();
    transactions = new TestTransactions(rows.dataSource());
    DatabaseStore store = new DatabaseStore(transactions, "a");
    relay =
        new Relay(
                transactions,
                store,
                new TestClock(),
                new ScriptedAgent(),
                Runnable::run,
                Relay.LIMITS)
            .started();
    Instant later = relay.clock.instant().plusSeconds(3600);
    try (Connection connection = rows.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      String numbers = " FROM UNNEST(SEQUENCE_ARRAY(1, " + ENTRIES + ", 1)) AS numbers(i)";
      String id = "'1M86Z' || LPAD(CAST(i AS VARCHAR(11)), 11, '0')";
      String recipient = "'r' || i || '@d' || MOD(i, " + DESTINATIONS + ") || '.example'";
      statement.executeUpdate(
          "INSERT INTO message (queue_id, home_node, accepted_at, sender, body, octet_count,"
              + " settlements) SELECT "
              + id
              + ", 'a', 1, 's@example.org', 'SEVEN_BIT', 19, 0"
              + numbers);
      statement.executeUpdate(
          "INSERT INTO message_recipient (queue_id, place, forward_path, settled) SELECT "
              + id
              + ", 0, "
              + recipient
              + ", FALSE"
              + numbers);
      statement.executeUpdate(
          "INSERT INTO retry (queue_id, place, home_node, any_node, attempts, next_attempt, held,"
              + " status, status_text, relay, owner, epoch, lease_until, sender, recipient,"
              + " destination) SELECT "
              + id
              + ", 0, 'a', TRUE, 1, "
              + later.toEpochMilli()
              + ", CASE WHEN MOD(i, 5) = 0 THEN TRUE ELSE FALSE END, '4.2.1', 'later', 'none',"
              + " '', 0, 0, 's@example.org', "
              + recipient
              + ", 'd' || MOD(i, "
              + DESTINATIONS
              + ") || '.example'"
              + numbers);
    }
  }

  @AfterEach
  void close() {
    new Schema(rows.dataSource()).close();
  }

  private static QueueFilter filter(
      String sender, String recipient, String destination, String state) {
    return QueueFilter.read("", sender, recipient, destination, state);
  }

  private QueueExcerpt page(QueueFilter filter, Optional<QueueId> after) throws IOException {
    rows.reset();
    int before = transactions.calls();
    QueueExcerpt page = relay.queue.list(filter, after, PAGE);
    assertThat(transactions.calls() - before).as("transactions").isLessThanOrEqualTo(4);
    return page;
  }

  @Test
  void a_page_of_the_listing_reads_a_page_from_the_database_and_no_more() throws Exception {
    for (QueueFilter filter :
        List.of(
            QueueFilter.ALL,
            filter("s@example.org", "", "", ""),
            filter("@example.org", "", "", ""),
            filter("", "@d7.example", "", ""),
            filter("", "", "d7.example", ""),
            filter("", "", "", "held"),
            filter("", "", "", "deferred"))) {
      QueueExcerpt first = page(filter, Optional.empty());
      assertThat(first.messages()).as("%s", filter).hasSize(PAGE);
      // Message, recipient, row and its id, of a step of 200.
      assertThat(rows.read()).as("%s", filter).isBetween(PAGE, 4 * 200);
      page(filter, first.reached());
      assertThat(rows.read()).as("the next page of %s", filter).isLessThanOrEqualTo(4 * 200);
    }
    assertThat(page(filter("nobody@example.org", "", "", ""), Optional.empty()).messages())
        .isEmpty();
    assertThat(rows.read()).isZero();
    assertThat(page(filter("", "r4001@d1.example", "", ""), Optional.empty()).messages())
        .hasSize(1);
    assertThat(rows.read()).isLessThanOrEqualTo(4);
  }

  @Test
  void an_operation_on_all_of_it_takes_a_few_transactions_for_each_page() throws Exception {
    int before = transactions.calls();
    assertThat(relay.queue.hold(filter("", "", "", "deferred"), "admin"))
        .isEqualTo(ENTRIES * 4 / 5);
    assertThat(relay.queue.sizes().held()).isEqualTo(ENTRIES);
    assertThat(transactions.calls() - before).isLessThanOrEqualTo(8 * (ENTRIES / 200 + 1));
  }

  @Test
  void when_all_of_it_is_due_a_tick_reads_no_more_than_it_hands_over() throws Exception {
    relay.agent.script("d7.example", ScriptedAgent.DELIVERS);
    relay.clock.advance(Duration.ofHours(1));
    rows.reset();
    relay.tick.run();
    int handedOver = relay.agent.begun().size();
    assertThat(handedOver).isBetween(1, 1_000);
    assertThat(rows.read()).isLessThanOrEqualTo(12 * handedOver);
  }
}
