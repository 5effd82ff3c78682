package org.chukei.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.chukei.connector.api.QueueId;
import org.chukei.database.ChukeiDataSource;
import org.chukei.database.Schema;
import org.chukei.database.TestDataSource;
import org.chukei.store.MessageStore.Owed;
import org.chukei.store.StoreProcess.Kind;
import org.chukei.store.StoreProcess.Opened;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The stores in processes of their own, which are killed at work. {@code
 * -Dchukei.segment.kills=500} kills the one of files as often.
 */
class StoreKillTest {

  /** Some kills come while the store recovers or has just begun. */
  private static final int MOST_BEFORE_A_KILL = 80;

  @TempDir Path home;

  @ParameterizedTest
  @EnumSource
  void every_message_that_was_taken_before_a_kill_is_there_and_what_was_settled_stays_settled(
      Kind kind) throws Exception {
    Random random = new Random(20261124);
    Set<QueueId> settled = new HashSet<>();
    for (int kill = 0; kill < kind.kills(); kill++) {
      Path printed = home.resolve("printed-" + kill);
      int enough = random.nextInt(MOST_BEFORE_A_KILL);
      Process process = StoreProcess.start(kind, home, printed, "256m", "put");
      await()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofMillis(10))
          .until(() -> StoreProcess.ids(printed).size() >= enough || !process.isAlive());
      assertThat(process.isAlive()).as("it ends by the kill, not by itself").isTrue();
      process.destroyForcibly().waitFor(); // SIGKILL
      List<QueueId> taken = StoreProcess.ids(printed);
      try (Opened opened = kind.open(home)) {
        assertKept(opened.store(), taken, settled, "kill " + kill);
        settleAll(opened.store(), settled);
      }
    }
    if (kind == Kind.DATABASE) {
      assertThat(orphans()).as("pieces without a message").isZero();
    }
  }

  private static void assertKept(
      MessageStore store, List<QueueId> taken, Set<QueueId> settled, String when) throws Exception {
    store.recover();
    for (QueueId id : taken) {
      assertThat(store.find(id).map(Owed::positions)).as(when).contains(Set.of(0, 1));
    }
    // What nobody was told of is there as a whole or not at all.
    EveryOwed.of(
        store,
        owed -> {
          assertThat(settled).as(when).doesNotContain(owed.envelope().queueId());
          assertThat(isReadable(store, owed)).as(when).isTrue();
        });
  }

  private static void settleAll(MessageStore store, Set<QueueId> settled) throws Exception {
    List<Owed> all = new ArrayList<>();
    EveryOwed.of(store, all::add);
    for (Owed owed : all) {
      QueueId id = owed.envelope().queueId();
      store.settle(id, owed.positions());
      settled.add(id);
    }
  }

  private static boolean isReadable(MessageStore store, Owed owed) {
    try (InputStream in = store.content(owed.envelope().queueId()).open();
        InputStream expected = Messages.octets(owed.envelope().size()).open()) {
      return Arrays.equals(in.readAllBytes(), expected.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long orphans() throws SQLException {
    ChukeiDataSource database = TestDataSource.embedded(home);
    try (Connection connection = database.getConnection();
        ResultSet count =
            connection
                .createStatement()
                .executeQuery(
                    "SELECT COUNT(*) FROM message_content c WHERE NOT EXISTS"
                        + " (SELECT 1 FROM message m WHERE m.queue_id = c.queue_id)")) {
      count.next();
      return count.getLong(1);
    } finally {
      new Schema(database).close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_message_larger_than_the_heap_passes_through(Kind kind) throws Exception {
    Path printed = home.resolve("printed");
    Process process = StoreProcess.start(kind, home, printed, "48m", "large", "60000000");
    assertThat(process.waitFor()).isZero();
    assertThat(printed).hasContent("60000000");
  }
}
