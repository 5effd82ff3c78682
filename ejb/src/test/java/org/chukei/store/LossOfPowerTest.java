package org.chukei.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.chukei.connector.api.QueueId;
import org.chukei.store.MessageStore.Owed;
import org.chukei.store.SimulatedDisk.Loss;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A recorded run in which the power fails at each operation of the disk, with all, some or nothing
 * left of what was not forced; and fails again while the store recovers. {@code -Dchukei.losses=20}
 * records as many runs.
 */
class LossOfPowerTest {

  private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
  private static final int SEGMENT = 4096;
  private static final int LARGE = 1500;
  private static final int STEPS = 60;
  private static final int SEEDS = Integer.getInteger("chukei.losses", 1);

  private final ServerLog log = new ServerLog();

  @AfterEach
  void closeLog() {
    log.close();
  }

  /** What the store has promised, and the one thing it had not answered yet. */
  private static final class Ledger {
    final Map<QueueId, StoredEnvelope> taken = new HashMap<>();
    final Map<QueueId, Set<Integer>> settled = new HashMap<>();
    Optional<StoredEnvelope> unanswered = Optional.empty();
    Optional<QueueId> unansweredAbout = Optional.empty();
    Set<Integer> unansweredPositions = Set.of();

    /** Refused for a failed force, and nothing was written since that could say so. */
    final Set<QueueId> refusedLast = new TreeSet<>();

    final Set<QueueId> refused = new TreeSet<>();

    void answered() {
      refused.addAll(refusedLast);
      refusedLast.clear();
      unanswered.ifPresent(this::take);
      unansweredAbout.ifPresent(id -> settled.get(id).addAll(unansweredPositions));
      forget();
    }

    void refused() {
      unanswered.ifPresent(envelope -> refusedLast.add(envelope.queueId()));
      forget();
    }

    void take(StoredEnvelope envelope) {
      taken.put(envelope.queueId(), envelope);
      settled.put(envelope.queueId(), new TreeSet<>());
    }

    void forget() {
      unanswered = Optional.empty();
      unansweredAbout = Optional.empty();
      unansweredPositions = Set.of();
    }

    Set<Integer> owed(QueueId id) {
      Set<Integer> owed = new TreeSet<>();
      for (int i = 0; i < taken.get(id).recipients().size(); i++) {
        if (!settled.get(id).contains(i)) {
          owed.add(i);
        }
      }
      return owed;
    }

    List<QueueId> open() {
      return taken.keySet().stream().filter(id -> !owed(id).isEmpty()).sorted().toList();
    }
  }

  @Test
  void no_message_is_lost_and_none_comes_back() throws Exception {
    for (int seed = 1; seed <= SEEDS; seed++) {
      crashEverywhere(seed, 0);
    }
  }

  @Test
  void what_was_refused_for_a_failed_force_does_not_come_back_either() throws Exception {
    for (int seed = 1; seed <= SEEDS; seed++) {
      crashEverywhere(1_000 + seed, 20);
    }
  }

  /**
   * @param failures of a hundred puts so many meet a force that fails
   */
  private void crashEverywhere(int seed, int failures) throws IOException {
    int crashes = 0;
    int operation = 1;
    boolean survived = false;
    while (!survived) {
      for (int outcome = 0; outcome < 5; outcome++) {
        SimulatedDisk disk = new SimulatedDisk();
        disk.dieAt(operation);
        Ledger ledger = new Ledger();
        run(disk, ledger, new Random(seed), failures);
        survived = !disk.isDead();
        Loss loss = Loss.values()[Math.min(outcome, 2)];
        RandomGenerator random = new Random(31L * operation + outcome);
        String when = "seed %d, operation %d, %s (%d)".formatted(seed, operation, loss, outcome);
        check(disk.afterLossOfPower(loss, random), ledger, loss, random, when);
        crashes++;
      }
      operation++;
    }
    assertThat(crashes).isGreaterThan(1_000);
  }

  /** Puts and settles until the power fails, with compactions and new segments in between. */
  private static void run(SimulatedDisk disk, Ledger ledger, Random random, int failures) {
    try (SegmentStore store = store(disk)) {
      store.recover();
      for (int step = 0; step < STEPS && !disk.isDead(); step++) {
        if (random.nextInt(100) < failures) {
          refusedPut(store, disk, ledger, random, NOW.plusSeconds(step));
        } else {
          step(store, ledger, random, NOW.plusSeconds(step));
          if (!disk.isDead()) {
            ledger.answered();
          }
        }
      }
    } catch (IOException e) {
      assertThat(disk.isDead()).as(e.toString()).isTrue();
    }
  }

  private static void refusedPut(
      SegmentStore store, SimulatedDisk disk, Ledger ledger, Random random, Instant now)
      throws IOException {
    StoredEnvelope envelope = message(now, random, 1);
    ledger.unanswered = Optional.of(envelope);
    disk.failForce(1);
    try {
      store.put(envelope, Messages.octets(envelope.size()));
      ledger.answered(); // the force that failed was of a file being filled
    } catch (IOException e) {
      if (!disk.isDead()) {
        ledger.refused();
      }
    }
  }

  private static void step(SegmentStore store, Ledger ledger, Random random, Instant now)
      throws IOException {
    List<QueueId> open = ledger.open();
    int dice = random.nextInt(100);
    if (open.isEmpty() || dice < 50) {
      StoredEnvelope envelope = message(now, random, 1 + random.nextInt(3));
      ledger.unanswered = Optional.of(envelope);
      store.put(envelope, Messages.octets(envelope.size()));
      return;
    }
    // Of the youngest mostly, so that old segments keep something for long.
    QueueId id = open.get(Math.max(0, open.size() - 1 - random.nextInt(4)));
    List<Integer> owed = List.copyOf(ledger.owed(id));
    Set<Integer> positions = dice < 70 ? Set.of(owed.get(0)) : Set.copyOf(owed);
    ledger.unansweredAbout = Optional.of(id);
    ledger.unansweredPositions = positions;
    if (dice < 90) {
      store.settle(id, positions);
    } else {
      StoredEnvelope notice = message(now, random, 1);
      ledger.unanswered = Optional.of(notice);
      store.settleWithNotice(id, positions, notice, Messages.octets(notice.size()));
    }
  }

  private static StoredEnvelope message(Instant now, Random random, int recipients) {
    long size = random.nextInt(10) == 0 ? LARGE + 900 : random.nextInt(1_200);
    String[] addresses = new String[recipients];
    for (int i = 0; i < recipients; i++) {
      addresses[i] = "r" + i + "@example.com";
    }
    return Messages.message(now, "a@example.org", size, addresses);
  }

  private void check(
      SimulatedDisk crashed, Ledger ledger, Loss loss, RandomGenerator random, String when)
      throws IOException {
    // Once with the power failing again in the middle of the recovery or shortly after.
    log.clear();
    crashed.dieAt(1 + random.nextInt(25));
    try (SegmentStore store = store(crashed)) {
      store.recover();
    } catch (IOException e) {
      assertThat(crashed.isDead()).as(when + ": " + e).isTrue();
    }
    SimulatedDisk disk = crashed.afterLossOfPower(loss, random);
    List<Owed> found;
    try (SegmentStore store = store(disk)) {
      store.recover();
      assertKept(store, ledger, when);
      found = store.owed(Optional.empty(), Integer.MAX_VALUE);
    }
    try (SegmentStore store = store(disk)) {
      store.recover();
      assertThat(store.owed(Optional.empty(), Integer.MAX_VALUE)).as(when).isEqualTo(found);
      assertKept(store, ledger, when);
    }
    // A loss of power damages nothing that was durable, and must not look as if.
    assertThat(log.errors())
        .as(when)
        .noneMatch(line -> line.contains("damaged") || line.contains("can't be delivered"));
  }

  private static void assertKept(SegmentStore store, Ledger ledger, String when)
      throws IOException {
    Map<QueueId, Owed> found = new HashMap<>();
    EveryOwed.of(store, owed -> found.put(owed.envelope().queueId(), owed));
    for (Owed owed : found.values()) {
      assertThat(octets(store, owed)).as(when).isTrue();
    }
    assertThat(found.keySet()).as(when).noneMatch(ledger.refused::contains);
    ledger.refusedLast.forEach(found::remove);
    boolean isDone = ledger.unanswered.filter(e -> found.containsKey(e.queueId())).isPresent();
    ledger.unanswered.ifPresent(envelope -> found.remove(envelope.queueId()));
    for (QueueId id : ledger.taken.keySet()) {
      Set<Integer> owed = ledger.owed(id);
      Set<Integer> known =
          Optional.ofNullable(found.remove(id)).map(Owed::positions).orElse(Set.of());
      if (ledger.unansweredAbout.filter(id::equals).isEmpty()) {
        assertThat(known).as(when + ", " + id).isEqualTo(owed);
      } else {
        Set<Integer> without = new TreeSet<>(owed);
        without.removeAll(ledger.unansweredPositions);
        assertThat(known).as(when + ", " + id).isIn(owed, without);
        if (ledger.unanswered.isPresent()) {
          assertThat(known).as(when + ": with the notice").isEqualTo(isDone ? without : owed);
        }
      }
    }
    assertThat(found).as(when + ": what nobody has put").isEmpty();
  }

  private static boolean octets(SegmentStore store, Owed owed) throws IOException {
    try (InputStream in = store.content(owed.envelope().queueId()).open();
        InputStream expected = Messages.octets(owed.envelope().size()).open()) {
      return java.util.Arrays.equals(in.readAllBytes(), expected.readAllBytes());
    }
  }

  private static SegmentStore store(SimulatedDisk disk) {
    return new SegmentStore(disk, Runnable::run, new Random(disk.operations()), SEGMENT, LARGE);
  }
}
