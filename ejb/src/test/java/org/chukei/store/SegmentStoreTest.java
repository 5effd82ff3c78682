package org.chukei.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.chukei.store.MessageStore.Owed;
import org.chukei.store.MessageStore.Totals;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the real disk, with a flusher of its own. */
class SegmentStoreTest extends MessageStoreContract {

  private static final int SEGMENT = 1 << 20;
  private static final int LARGE = 100_000;

  @TempDir Path home;

  private final ExecutorService flusher = Executors.newFixedThreadPool(2);
  private SegmentStore store;

  @BeforeEach
  void open() throws Exception {
    store = new SegmentStore(disk(), flusher, new Random(), SEGMENT, LARGE);
    store.recover();
  }

  @AfterEach
  void close() throws Exception {
    store.close();
    flusher.shutdown();
  }

  private DirectoryDisk disk() {
    return new DirectoryDisk(home.resolve("queue"));
  }

  @Override
  MessageStore store() {
    return store;
  }

  private void restart() throws Exception {
    store.close();
    open();
  }

  @Test
  void all_is_as_it_was_after_a_restart() throws Exception {
    StoredEnvelope half =
        Messages.message(NOW, "", Messages.SIZE, "a@example.com", "postmaster", "c@example.com");
    StoredEnvelope large = Messages.message(NOW.plusSeconds(1), "a@b", LARGE + 1, "a@example.com");
    StoredEnvelope done = Messages.message(NOW.plusSeconds(2), "a@example.com");
    store.put(half, Messages.CONTENT);
    store.put(large, Messages.octets(LARGE + 1));
    store.put(done, Messages.CONTENT);
    store.settle(half.queueId(), Set.of(1));
    store.settle(done.queueId(), Set.of(0));

    restart();

    assertThat(store.owed(Optional.empty(), 10))
        .containsExactly(new Owed(half, Set.of(0, 2)), new Owed(large, Set.of(0)));
    assertThat(store.totals()).isEqualTo(new Totals(2, 3, Messages.SIZE + LARGE + 1));
    assertReadable(large);
  }

  @Test
  void a_warning_outlives_restarts_and_the_segments_it_was_written_to() throws Exception {
    StoredEnvelope waiting = Messages.message(NOW, "a@b", 5_000, "a@example.com", "b@example.com");
    StoredEnvelope notice = Messages.message(NOW, "", Messages.SIZE, "a@b");
    store.put(waiting, Messages.octets(5_000));
    fillSegments();
    store.warn(waiting.queueId(), Set.of(1), notice, Messages.CONTENT);
    store.settle(notice.queueId(), Set.of(0));
    for (int i = 0; i < 3; i++) {
      restart();
      assertThat(store.owed(Optional.empty(), 10))
          .containsExactly(new Owed(waiting, Set.of(0, 1), Set.of(1)));
      fillSegments();
      Awaitility.await().until(() -> files("") <= 4);
    }
  }

  private void fillSegments() throws IOException {
    for (int i = 0; i < 80; i++) {
      StoredEnvelope envelope = Messages.message(NOW, "a@b", 50_000, "a@example.com");
      store.put(envelope, Messages.octets(50_000));
      store.settle(envelope.queueId(), Set.of(0));
    }
  }

  @Test
  void two_processes_can_not_have_the_same_directory() {
    SegmentStore other = new SegmentStore(disk(), flusher, new Random(), SEGMENT, LARGE);
    assertThatThrownBy(other::recover)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("in use");
  }

  @Test
  void a_closed_store_takes_nothing_and_can_be_opened_again() throws Exception {
    store.close();
    assertThatThrownBy(() -> store.put(Messages.message(NOW, "a@example.com"), Messages.CONTENT))
        .isInstanceOf(IOException.class);
    open();
  }

  @Test
  void segments_are_deleted_when_their_messages_are_gone() throws Exception {
    StoredEnvelope kept = Messages.message(NOW, "a@b", 5_000, "a@example.com");
    store.put(kept, Messages.octets(5_000));
    fillSegments();
    // 4 MB have passed; the one in use, the one being filled and one that may be in the works.
    Awaitility.await().until(() -> files("") <= 4);
    assertReadable(kept);
    restart();
    assertThat(store.owed(Optional.empty(), 10)).containsExactly(new Owed(kept, Set.of(0)));
    assertReadable(kept);
  }

  @Test
  void a_large_content_has_a_file_while_it_is_owed() throws Exception {
    StoredEnvelope large = Messages.message(NOW, "a@b", 3_000_000, "a@example.com");
    store.put(large, Messages.octets(3_000_000));
    assertThat(files(Disk.LARGE)).isEqualTo(1);
    store.settle(large.queueId(), Set.of(0));
    Awaitility.await().until(() -> files(Disk.LARGE) == 0);
    assertThatThrownBy(() -> store.put(large, Messages.octets(2_999_999)))
        .isInstanceOf(IOException.class);
    assertThat(files(Disk.LARGE)).isZero();
  }

  @Test
  void a_stream_goes_on_when_its_message_and_its_segment_are_gone() throws Exception {
    StoredEnvelope read = Messages.message(NOW, "a@b", 90_000, "a@example.com");
    store.put(read, Messages.octets(90_000));
    try (InputStream in = store.content(read.queueId()).open()) {
      byte[] first = in.readNBytes(10);
      store.settle(read.queueId(), Set.of(0));
      for (int i = 0; i < 30; i++) {
        StoredEnvelope envelope = Messages.message(NOW, "a@b", 50_000, "a@example.com");
        store.put(envelope, Messages.octets(50_000));
        store.settle(envelope.queueId(), Set.of(0));
      }
      Awaitility.await().until(() -> !Files.exists(home.resolve("queue/0000000001.segment")));
      byte[] rest = in.readAllBytes();
      byte[] expected = Messages.octets(90_000).open().readAllBytes();
      assertThat(Arrays.equals(expected, 0, 10, first, 0, 10)).isTrue();
      assertThat(Arrays.equals(expected, 10, 90_000, rest, 0, 89_990)).isTrue();
    }
  }

  @Test
  void a_copy_stays_what_the_store_was_whatever_comes_and_goes_afterwards() throws Exception {
    StoredEnvelope half = Messages.message(NOW, "a@b", 5_000, "a@example.com", "b@example.com");
    store.put(half, Messages.octets(5_000));
    store.settle(half.queueId(), Set.of(1));
    List<Owed> owed = new ArrayList<>(List.of(new Owed(half, Set.of(0))));
    for (int i = 1; i <= 30; i++) { // beyond the first segment
      StoredEnvelope envelope =
          Messages.message(NOW.plusSeconds(i), "a@b", i == 3 ? LARGE + 1 : 50_000, "a@example.com");
      store.put(envelope, Messages.octets(envelope.size()));
      owed.add(new Owed(envelope, Set.of(0)));
    }

    Path copy = home.resolve("copy");
    assertThat(store.copyTo(copy)).isTrue();

    store.put(Messages.message(NOW.plusSeconds(31), "a@example.com"), Messages.CONTENT);
    for (Owed message : owed) {
      store.settle(message.envelope().queueId(), Set.of(0));
    }
    fillSegments();
    Awaitility.await().until(() -> !Files.exists(home.resolve("queue/0000000001.segment")));
    store.close();
    store = new SegmentStore(new DirectoryDisk(copy), flusher, new Random(), SEGMENT, LARGE);
    store.recover();
    assertThat(store.owed(Optional.empty(), 100)).containsExactlyElementsOf(owed);
    for (Owed message : owed) {
      assertReadable(message.envelope());
    }
  }

  @Test
  void an_interrupted_reader_closes_nothing_for_others() throws Exception {
    StoredEnvelope envelope = Messages.message(NOW, "a@b", 90_000, "a@example.com");
    store.put(envelope, Messages.octets(90_000));
    Thread.currentThread().interrupt();
    assertReadable(envelope);
    store.put(Messages.message(NOW, "a@example.com"), Messages.CONTENT);
    assertThat(Thread.interrupted()).isTrue();
    assertReadable(envelope);
  }

  @Test
  void puts_that_come_together_share_a_force() throws Exception {
    SimulatedDisk simulated = new SimulatedDisk();
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try (SegmentStore shared = new SegmentStore(simulated, pool, new Random(), 8 << 20, LARGE)) {
      shared.recover();
      int before = simulated.forces();
      List<Callable<StoredEnvelope>> writers = new ArrayList<>();
      for (int i = 0; i < 32; i++) {
        writers.add(
            () -> {
              StoredEnvelope envelope = Messages.message(NOW, "a@example.com");
              for (int n = 0; n < 50; n++) {
                envelope = Messages.message(NOW, "a@example.com");
                shared.put(envelope, Messages.CONTENT);
              }
              return envelope;
            });
      }
      atOnce(writers, 32);
      assertThat(shared.totals().messages()).isEqualTo(1_600);
      assertThat(simulated.forces() - before).isLessThan(1_600);
      SimulatedDisk left = simulated.afterLossOfPower(SimulatedDisk.Loss.EVERYTHING, new Random());
      try (SegmentStore next =
          new SegmentStore(left, Runnable::run, new Random(), 8 << 20, LARGE)) {
        next.recover();
        assertThat(next.totals().messages()).isEqualTo(1_600);
      }
    } finally {
      pool.shutdown();
    }
  }

  private long files(String folder) throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("queue").resolve(folder))) {
      return files.filter(f -> Files.isRegularFile(f) && !f.endsWith("lock")).count();
    }
  }

  private void assertReadable(StoredEnvelope envelope) throws IOException {
    try (InputStream in = store.content(envelope.queueId()).open();
        InputStream expected = Messages.octets(envelope.size()).open()) {
      assertThat(Arrays.equals(in.readAllBytes(), expected.readAllBytes())).isTrue();
    }
  }

  @Test
  void a_content_that_was_just_put_is_read_without_the_disk_and_an_older_one_with_it()
      throws Exception {
    store.close();
    RecentContents two = new RecentContents(2 * Messages.SIZE);
    store = new SegmentStore(disk(), flusher, new Random(), SEGMENT, LARGE, two);
    store.recover();
    List<StoredEnvelope> put = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      StoredEnvelope envelope = Messages.message(Instant.now(), "a@example.com");
      store.put(envelope, Messages.CONTENT);
      put.add(envelope);
    }
    assertThat(two.find(put.get(0).queueId())).isEmpty();
    assertThat(two.find(put.get(2).queueId())).isPresent();
    for (StoredEnvelope envelope : put) {
      assertThat(store.content(envelope.queueId()).open())
          .hasSameContentAs(Messages.CONTENT.open());
    }
    store.settle(put.get(2).queueId(), Set.of(0));
    assertThat(two.find(put.get(2).queueId())).isEmpty();
  }
}
