package org.chukei.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.awaitility.Awaitility;
import org.chukei.connector.api.QueueId;
import org.chukei.store.MessageStore.Owed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store in processes of their own. */
class SegmentStoreKillTest {

  private static final int KILLS = 5;

  @TempDir Path home;

  @Test
  void every_message_that_was_taken_before_a_kill_is_there_and_readable() throws Exception {
    Path printed = home.resolve("printed");
    for (int kill = 1; kill <= KILLS; kill++) {
      int enough = StoreProcess.ids(printed).size() + 37;
      Process process = start(printed, "256m", "segment", "put");
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> StoreProcess.ids(printed).size() >= enough || !process.isAlive());
      process.destroyForcibly().waitFor(); // SIGKILL
      assertThat(StoreProcess.ids(printed)).hasSizeGreaterThanOrEqualTo(enough);
    }
    List<String> taken = StoreProcess.ids(printed);

    System.setProperty("chukei.home", home.toString());
    try (SegmentStore store = StoreProcess.segments()) {
      store.recover();
      for (String id : taken) {
        Owed owed = store.find(new QueueId(id)).orElseThrow(() -> new AssertionError(id));
        assertThat(owed.positions()).containsExactlyInAnyOrder(0, 1);
      }
      // What nobody was told of is there as a whole or not at all.
      List<Owed> all = new ArrayList<>();
      store.forEachOwed(all::add);
      for (Owed owed : all) {
        assertReadable(store, owed);
      }
    } finally {
      System.clearProperty("chukei.home");
    }
  }

  @Test
  void a_message_larger_than_the_heap_passes_through() throws Exception {
    Path printed = home.resolve("printed");
    assertThat(start(printed, "48m", "segment", "large", "60000000").waitFor()).isZero();
    assertThat(printed).hasContent("60000000");
  }

  private Process start(Path printed, String heap, String... arguments) throws IOException {
    return StoreProcess.start(home, printed, heap, arguments);
  }

  private static void assertReadable(SegmentStore store, Owed owed) throws IOException {
    long size = owed.envelope().size();
    try (InputStream in = store.content(owed.envelope().queueId()).open();
        InputStream expected = Messages.octets(size).open()) {
      assertThat(Arrays.equals(in.readAllBytes(), expected.readAllBytes())).isTrue();
    }
  }
}
