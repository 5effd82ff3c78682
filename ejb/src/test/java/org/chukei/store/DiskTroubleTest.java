package org.chukei.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.chukei.store.MessageStore.Owed;
import org.chukei.store.SimulatedDisk.Loss;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A disk that fails, is full, or does not keep what it was given. */
class DiskTroubleTest {

  private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
  private static final int SEGMENT = 8192;
  private static final int LARGE = 3000;
  private static final int SIZE = 300;

  private final ServerLog log = new ServerLog();
  private final SimulatedDisk disk = new SimulatedDisk();

  @AfterEach
  void closeLog() {
    log.close();
  }

  private static SegmentStore open(SimulatedDisk disk) throws IOException {
    SegmentStore store = new SegmentStore(disk, Runnable::run, new Random(7), SEGMENT, LARGE);
    store.recover();
    return store;
  }

  private static StoredEnvelope put(SegmentStore store, int second) throws IOException {
    StoredEnvelope envelope =
        Messages.message(NOW.plusSeconds(second), "a@example.org", SIZE, "b@example.com");
    store.put(envelope, Messages.octets(SIZE));
    return envelope;
  }

  @Test
  void a_flipped_bit_anywhere_is_named_and_costs_one_record() throws Exception {
    try (SegmentStore store = open(disk)) {
      for (int i = 0; i < 6; i++) {
        put(store, i);
      }
    }
    try (SegmentStore store = open(disk)) {
      put(store, 6); // the header of this segment says how much of the first counts
    }
    int end = 1024;
    byte[] pristine = disk.octets("0000000001.segment");
    for (int i = end; i < pristine.length; i++) {
      end = pristine[i] != 0 ? i + 1 : end;
    }
    for (int at = 0; at < end; at++) {
      SimulatedDisk flipped = disk.afterLossOfPower(Loss.NOTHING, new Random());
      flipped.octets("0000000001.segment")[at] ^= (byte) (1 << at % 8);
      log.clear();
      try (SegmentStore store = open(flipped)) {
        assertThat(log.errors()).as("octet " + at).hasSize(1);
        assertThat(log.errors().get(0)).contains("0000000001.segment");
        int lost = at < 1024 ? 0 : 1;
        assertThat(store.totals().messages()).as("octet " + at).isEqualTo(7 - lost);
        EveryOwed.of(store, owed -> assertReadable(store, owed));
        if (lost == 1) {
          assertThat(log.errors().get(0)).contains("queue id");
          assertThat(flipped.list(Disk.DAMAGED))
              .as("what is left of it is kept")
              .containsExactly("damaged/0000000001.segment");
        }
      }
    }
  }

  private static void assertReadable(SegmentStore store, Owed owed) {
    try (InputStream in = store.content(owed.envelope().queueId()).open();
        InputStream expected = Messages.octets(owed.envelope().size()).open()) {
      assertThat(Arrays.equals(in.readAllBytes(), expected.readAllBytes())).isTrue();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void a_bit_that_flips_while_we_run_shows_when_the_content_is_read() throws Exception {
    try (SegmentStore store = open(disk)) {
      StoredEnvelope envelope = put(store, 0);
      byte[] octets = disk.octets("0000000001.segment");
      octets[1024 + Frame.HEAD + 150] ^= 1;
      assertThatThrownBy(() -> store.content(envelope.queueId()).open().readAllBytes())
          .isInstanceOf(IOException.class)
          .hasMessageContaining("damaged");
    }
  }

  @Test
  void both_copies_of_a_header_damaged_set_the_segment_aside() throws Exception {
    try (SegmentStore store = open(disk)) {
      put(store, 0);
    }
    disk.octets("0000000001.segment")[20] ^= 1;
    disk.octets("0000000001.segment")[600] ^= 1;
    try (SegmentStore store = open(disk)) {
      assertThat(store.totals().messages()).isZero();
      assertThat(log.errors()).singleElement().asString().contains("0000000001.segment");
      assertThat(disk.list(Disk.DAMAGED)).containsExactly("damaged/0000000001.segment");
      put(store, 1);
    }
  }

  @Test
  void after_a_failed_force_nothing_of_that_group_counts_and_the_next_is_written_elsewhere()
      throws Exception {
    try (SegmentStore store = open(disk)) {
      StoredEnvelope before = put(store, 0);
      disk.failForce(1);
      assertThatThrownBy(() -> put(store, 1)).isInstanceOf(IOException.class);
      StoredEnvelope after = put(store, 2);
      assertThat(disk.list(Disk.ROOT)).contains("0000000002.segment");

      for (Loss loss : Loss.values()) {
        try (SegmentStore next = open(disk.afterLossOfPower(loss, new Random(3)))) {
          assertThat(next.owed(Optional.empty(), 10))
              .extracting(Owed::envelope)
              .containsExactly(before, after);
        }
      }
    }
  }

  @Test
  void the_segment_that_says_where_a_broken_one_ends_outlives_it() throws Exception {
    try (SegmentStore store = open(disk)) {
      StoredEnvelope kept = put(store, 0);
      byte[] broken = disk.octets("0000000001.segment");
      broken[1024 + Frame.HEAD + 150] ^= 1; // can't be copied, so the segment has to stay
      disk.failForce(1);
      assertThatThrownBy(() -> put(store, 1)).isInstanceOf(IOException.class);
      for (int i = 2; i < 100; i++) {
        store.settle(put(store, i).queueId(), Set.of(0));
      }
      broken[1024 + Frame.HEAD + 150] ^= 1;

      try (SegmentStore next = open(disk.afterLossOfPower(Loss.NOTHING, new Random()))) {
        assertThat(next.owed(Optional.empty(), 10))
            .extracting(Owed::envelope)
            .containsExactly(kept);
      }
    }
  }

  @Test
  void what_was_settled_in_a_group_that_failed_is_written_again() throws Exception {
    try (SegmentStore store = open(disk)) {
      StoredEnvelope settled = put(store, 0);
      disk.failForce(1);
      store.settle(settled.queueId(), Set.of(0));
      StoredEnvelope after = put(store, 1);

      try (SegmentStore next = open(disk.afterLossOfPower(Loss.EVERYTHING, new Random()))) {
        assertThat(next.owed(Optional.empty(), 10))
            .extracting(Owed::envelope)
            .containsExactly(after);
      }
    }
  }

  @Test
  void a_full_disk_refuses_and_takes_again_when_there_is_space() throws Exception {
    disk.setCapacity(5L * SEGMENT);
    List<StoredEnvelope> taken = new ArrayList<>();
    try (SegmentStore store = open(disk)) {
      int second = 0;
      while (log.errors().isEmpty()) {
        try {
          taken.add(put(store, second++));
        } catch (IOException e) {
          assertThat(e).isInstanceOf(NoSpaceException.class);
        }
      }
      assertThat(taken).hasSizeGreaterThan(20);
      assertThat(store.totals().messages()).isEqualTo(taken.size());
      taken.forEach(envelope -> assertReadable(store, new Owed(envelope, Set.of(0))));
      assertThatThrownBy(() -> put(store, 900)).isInstanceOf(IOException.class);

      // Delivery goes on, and what it settles makes room by itself.
      for (StoredEnvelope envelope : taken) {
        store.settle(envelope.queueId(), Set.of(0));
      }
      StoredEnvelope later = put(store, 1_000);

      try (SegmentStore next = open(disk.afterLossOfPower(Loss.EVERYTHING, new Random()))) {
        assertThat(next.owed(Optional.empty(), 10))
            .extracting(Owed::envelope)
            .containsExactly(later);
      }
    }
  }

  @Test
  void trouble_is_told_until_it_is_over_which_is_looked_for_without_a_message() throws Exception {
    disk.setCapacity(disk.used());
    try (SegmentStore store = open(disk)) {
      assertThat(store.trouble().orElseThrow()).contains("no space");
      store.tryAgain();
      assertThat(store.trouble()).isPresent();
      disk.setCapacity(Long.MAX_VALUE);
      store.tryAgain();
      assertThat(store.trouble()).isEmpty();
    }
  }

  @Test
  void a_full_disk_is_no_reason_not_to_start() throws Exception {
    StoredEnvelope envelope;
    try (SegmentStore store = open(disk)) {
      envelope = put(store, 0);
    }
    disk.setCapacity(disk.used());
    try (SegmentStore store = open(disk)) {
      assertReadable(store, new Owed(envelope, Set.of(0)));
      assertThatThrownBy(() -> put(store, 1)).isInstanceOf(IOException.class);
      disk.setCapacity(Long.MAX_VALUE);
      put(store, 2);
    }
  }

  @Test
  void a_large_content_that_does_not_fit_leaves_nothing_behind() throws Exception {
    disk.setCapacity(2L * SEGMENT);
    try (SegmentStore store = open(disk)) {
      StoredEnvelope large = Messages.message(NOW, "a@example.org", 60_000, "b@example.com");
      assertThatThrownBy(() -> store.put(large, Messages.octets(60_000)))
          .isInstanceOf(IOException.class);
      assertThat(disk.list(Disk.LARGE)).isEmpty();
      put(store, 1);
    }
  }
}
