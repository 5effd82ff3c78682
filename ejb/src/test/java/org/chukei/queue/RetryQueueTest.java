package org.chukei.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.chukei.connector.api.QueueId;
import org.chukei.database.TestDatabase;
import org.chukei.database.Transactions;
import org.chukei.store.TestTransactions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RetryQueueTest {

  private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
  private static final Duration LEASE = Duration.ofMinutes(10);

  /** Has run out when it is given. */
  private static final Duration NO_LEASE = Duration.ofSeconds(-5);

  private final TestDatabase database = new TestDatabase();

  @AfterEach
  void close() throws Exception {
    database.close();
  }

  @Test
  void two_nodes_at_once_claim_each_row_once() throws Exception {
    RetryQueue a = node("a", LEASE);
    RetryQueue b = node("b", LEASE);
    for (int i = 0; i < 200; i++) {
      a.defer(List.of(Deferral.untried(Relay.at(place()), NOW)));
    }
    List<Claim> claims = Collections.synchronizedList(new ArrayList<>());
    List<Callable<Object>> claimers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      claimers.add(() -> claimAll(a, claims));
      claimers.add(() -> claimAll(b, claims));
    }
    ExecutorService pool = Executors.newFixedThreadPool(claimers.size());
    try {
      for (Future<Object> claimer : pool.invokeAll(claimers)) {
        claimer.get();
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(claims).hasSize(200).extracting(Claim::place).doesNotHaveDuplicates();
    assertThat(claims).extracting(Claim::epoch).containsOnly(1L);
  }

  private static int claimAll(RetryQueue node, List<Claim> claims) throws IOException {
    int count = 0;
    List<Claim> some;
    do {
      some = node.claimDue(NOW, 7, place -> false);
      claims.addAll(some);
      count += some.size();
    } while (!some.isEmpty());
    return count;
  }

  @Test
  void a_look_that_finds_nothing_is_one_transaction() throws Exception {
    TestTransactions transactions = new TestTransactions(database);
    RetryQueue queue = new RetryQueue(transactions, "a", true, LEASE);
    assertThat(queue.claimDue(NOW, 100, place -> false)).isEmpty();
    assertThat(transactions.calls()).isEqualTo(1);
  }

  @Test
  void rows_are_due_at_their_time_longest_waiting_first() throws Exception {
    RetryQueue a = node("a", LEASE);
    Place later = place();
    Place sooner = place();
    Place tomorrow = place();
    a.defer(
        List.of(
            Deferral.untried(Relay.at(later), NOW),
            Deferral.untried(Relay.at(sooner), NOW.minusSeconds(1)),
            Deferral.untried(Relay.at(tomorrow), NOW.plusMillis(1))));
    assertThat(a.claimDue(NOW, 10, place -> false))
        .extracting(Claim::place)
        .containsExactly(sooner, later);
  }

  @Test
  void what_is_in_memory_is_not_claimed() throws Exception {
    RetryQueue a = node("a", LEASE);
    Place place = place();
    a.defer(List.of(Deferral.untried(Relay.at(place), NOW)));
    assertThat(a.claimDue(NOW, 10, place::equals)).isEmpty();
  }

  @Test
  void a_lease_that_ran_out_frees_the_row_for_any_node_and_not_before() throws Exception {
    RetryQueue lives = node("a", LEASE);
    RetryQueue dies = node("dies", NO_LEASE);
    RetryQueue other = node("b", LEASE);
    lives.defer(List.of(Deferral.untried(Relay.at(place()), NOW)));
    lives.claimDue(NOW, 10, place -> false);
    Place abandoned = place();
    dies.defer(List.of(Deferral.untried(Relay.at(abandoned), NOW)));
    dies.claimDue(NOW, 10, place -> false);
    assertThat(other.claimDue(NOW, 10, place -> false)).isEmpty();

    other.endRunOutLeases();
    assertThat(other.claimDue(NOW, 10, place -> false))
        .containsExactly(new Claim(abandoned, 0, 2, Optional.empty()));
  }

  @Test
  void a_renewed_lease_does_not_run_out() throws Exception {
    RetryQueue brief = node("a", NO_LEASE);
    brief.defer(List.of(Deferral.untried(Relay.at(place()), NOW)));
    List<Claim> claims = brief.claimDue(NOW, 10, place -> false);
    node("a", LEASE).renewLeases(claims);

    node("b", LEASE).endRunOutLeases();
    assertThat(node("b", LEASE).claimDue(NOW, 10, place -> false)).isEmpty();
  }

  @Test
  void a_claim_that_was_lost_changes_nothing() throws Exception {
    RetryQueue a = node("a", NO_LEASE);
    RetryQueue b = node("b", LEASE);
    Place place = place();
    a.defer(List.of(Deferral.untried(Relay.at(place), NOW)));
    Claim lost = a.claimDue(NOW, 10, p -> false).get(0);
    b.endRunOutLeases();
    b.claimDue(NOW, 10, p -> false);

    a.defer(List.of(deferral(lost, NOW.plusSeconds(1))));
    a.giveBack(List.of(lost), NOW);
    a.renewLeases(List.of(lost));
    RetryRow row = a.rows(Optional.empty(), Optional.empty(), 10).get(0);
    assertThat(row.isClaimed()).isTrue();
    assertThat(row.attempts()).isZero();
    assertThat(row.nextAttempt()).isEqualTo(NOW);
  }

  @Test
  void a_node_that_starts_has_claimed_nothing() throws Exception {
    RetryQueue a = node("a", LEASE);
    a.defer(List.of(Deferral.untried(Relay.at(place()), NOW)));
    a.claimDue(NOW, 10, place -> false);
    node("b", LEASE).endOwnLeases();
    assertThat(a.claimDue(NOW, 10, place -> false)).isEmpty();
    a.endOwnLeases();
    assertThat(a.claimDue(NOW, 10, place -> false)).hasSize(1);
  }

  @Test
  void rows_of_a_store_that_is_not_shared_are_claimed_by_their_node_alone() throws Exception {
    Transactions transactions = new TestTransactions(database);
    RetryQueue a = new RetryQueue(transactions, "a", false, NO_LEASE);
    RetryQueue b = new RetryQueue(transactions, "b", false, LEASE);
    a.defer(List.of(Deferral.untried(Relay.at(place()), NOW)));
    assertThat(b.claimDue(NOW, 10, place -> false)).isEmpty();
    assertThat(a.claimDue(NOW, 10, place -> false)).hasSize(1);
    b.endRunOutLeases();
    a.endRunOutLeases();
    assertThat(a.claimDue(NOW, 10, place -> false)).hasSize(1);
  }

  @Test
  void what_is_held_is_not_claimed_until_it_is_released() throws Exception {
    RetryQueue a = node("a", LEASE);
    Place waiting = place();
    Place fresh = new Place(waiting.queueId(), 1);
    a.defer(List.of(Deferral.untried(Relay.at(waiting), NOW)));
    OperatorRows rows = new OperatorRows(new TestTransactions(database), "a", true);
    List<Addressee> both = List.of(Relay.at(waiting), Relay.at(fresh));
    rows.hold(both, NOW);
    assertThat(rows.hurry(both, NOW)).isEmpty();
    assertThat(a.claimDue(NOW, 10, place -> false)).isEmpty();
    assertThat(rows.recipients(true)).isEqualTo(2);
    assertThat(rows.release(both, NOW)).hasSize(2);
    assertThat(a.claimDue(NOW, 10, place -> false))
        .extracting(Claim::place)
        .containsExactlyInAnyOrder(waiting, fresh);
  }

  @Test
  void the_words_of_a_peer_never_keep_a_row_from_being_written() throws Exception {
    RetryQueue a = node("a", LEASE);
    Place place = place();
    a.defer(
        List.of(
            new Deferral(
                Relay.at(place), 0, 1, NOW, "4.2.0", "\0" + "x".repeat(5_000), "r".repeat(5_000))));
    RetryRow row = a.rows(Optional.empty(), Optional.empty(), 10).get(0);
    assertThat(row.place()).isEqualTo(place);
    assertThat(row.statusText()).startsWith("?xxx").hasSize(1_000);
  }

  private RetryQueue node(String name, Duration lease) {
    return new RetryQueue(new TestTransactions(database), name, true, lease);
  }

  private static Place place() {
    return new Place(QueueId.at(NOW), 0);
  }

  private static Deferral deferral(Claim claim, Instant next) {
    return new Deferral(
        Relay.at(claim.place()),
        claim.epoch(),
        claim.attempts() + 1,
        next,
        "4.2.0",
        "450 no",
        "mx");
  }
}
