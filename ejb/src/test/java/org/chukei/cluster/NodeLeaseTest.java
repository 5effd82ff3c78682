package org.chukei.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.chukei.clock.TestClock;
import org.chukei.cluster.Lease.Renewal;
import org.chukei.cluster.Lease.TakenOver;
import org.chukei.connector.api.QueueId;
import org.chukei.database.TestDatabase;
import org.chukei.store.DatabaseStore;
import org.chukei.store.EveryOwed;
import org.chukei.store.Messages;
import org.chukei.store.StoredEnvelope;
import org.chukei.store.TestTransactions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NodeLeaseTest {

  private static final Duration LENGTH = Duration.ofSeconds(30);

  /** Has run out in the database when it is given. */
  private static final Duration RUN_OUT = Duration.ofSeconds(-5);

  private final TestDatabase database = new TestDatabase();
  private final TestTransactions transactions = new TestTransactions(database);
  private final TestClock clock = new TestClock();

  @AfterEach
  void close() throws Exception {
    database.close();
  }

  @Test
  void of_many_nodes_at_once_one_takes_over_a_dead_one() throws Exception {
    List<NodeLease> survivors = new ArrayList<>();
    for (String name : List.of("a", "b", "c", "d")) {
      survivors.add(begun(name, LENGTH));
    }
    haveHadTheirLeases(survivors);
    ExecutorService pool = Executors.newFixedThreadPool(survivors.size());
    try {
      for (int death = 0; death < 20; death++) {
        begun("dies", RUN_OUT);
        put("dies");
        CyclicBarrier together = new CyclicBarrier(survivors.size());
        List<Callable<List<TakenOver>>> takers = new ArrayList<>();
        for (NodeLease survivor : survivors) {
          takers.add(
              () -> {
                together.await();
                return survivor.takeOver();
              });
        }
        List<TakenOver> taken = new ArrayList<>();
        for (Future<List<TakenOver>> taker : pool.invokeAll(takers)) {
          taken.addAll(taker.get());
        }
        assertThat(taken).containsExactly(new TakenOver("dies", 1));
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void what_is_taken_over_is_the_mail_of_the_dead_one_and_no_other() throws Exception {
    NodeLease survivor = begun("survivor", LENGTH);
    begun("lives", LENGTH);
    begun("dies", RUN_OUT);
    StoredEnvelope own = put("survivor");
    StoredEnvelope others = put("lives");
    StoredEnvelope first = put("dies");
    StoredEnvelope second = put("dies");
    haveHadTheirLeases(List.of(survivor));

    assertThat(survivor.takeOver()).containsExactly(new TakenOver("dies", 2));
    assertThat(ofNode("survivor"))
        .containsExactlyInAnyOrder(own.queueId(), first.queueId(), second.queueId());
    assertThat(ofNode("lives")).containsExactly(others.queueId());
    assertThat(survivor.takeOver()).as("once").isEmpty();
  }

  @Test
  void a_node_that_was_taken_for_dead_hears_of_it_and_begins_again() throws Exception {
    NodeLease hung = begun("hung", RUN_OUT);
    put("hung");
    NodeLease survivor = begun("survivor", LENGTH);
    haveHadTheirLeases(List.of(survivor));
    survivor.takeOver();

    assertThat(hung.renew()).isEqualTo(Renewal.LOST);
    assertThat(hung.renew()).as("until it begins again").isEqualTo(Renewal.LOST);
    hung.begin();
    assertThat(hung.renew()).isEqualTo(Renewal.RENEWED);
  }

  @Test
  void a_lease_that_ran_out_and_was_nobodys_chance_goes_on() throws Exception {
    NodeLease lease = begun("a", LENGTH);
    clock.advance(LENGTH.multipliedBy(10));
    assertThat(lease.renew()).isEqualTo(Renewal.RENEWED);
    assertThat(lease.isHeld()).isTrue();
  }

  @Test
  void it_is_renewed_in_good_time_and_held_by_the_nodes_own_clock() throws Exception {
    NodeLease lease = begun("a", LENGTH);
    assertThat(lease.renew()).isEqualTo(Renewal.NOT_DUE);
    clock.advance(LENGTH.dividedBy(6));
    assertThat(lease.renew()).isEqualTo(Renewal.RENEWED);

    transactions.setAway(true);
    clock.advance(LENGTH.minusMillis(1));
    assertThatThrownBy(lease::renew).isInstanceOf(IOException.class);
    assertThat(lease.isHeld()).isTrue();
    clock.advance(Duration.ofMillis(1));
    assertThat(lease.isHeld()).isFalse();
  }

  @Test
  void a_clock_that_is_set_back_does_not_keep_it_from_being_renewed() throws Exception {
    NodeLease lease = begun("a", LENGTH);
    clock.advance(Duration.ofHours(-1));
    assertThat(lease.renew()).isEqualTo(Renewal.RENEWED);
  }

  @Test
  void a_node_whose_own_lease_is_young_or_was_broken_takes_nobody_for_dead() throws Exception {
    begun("dies", RUN_OUT);
    put("dies");
    NodeLease survivor = begun("survivor", LENGTH);
    assertThat(survivor.takeOver()).as("all may have started together").isEmpty();

    clock.advance(LENGTH.multipliedBy(2));
    survivor.renew();
    assertThat(survivor.takeOver()).as("the database was away, from others too").isEmpty();

    haveHadTheirLeases(List.of(survivor));
    assertThat(survivor.takeOver()).hasSize(1);
  }

  @Test
  void what_a_node_leaves_when_it_stops_is_taken_over_at_once() throws Exception {
    NodeLease survivor = begun("survivor", LENGTH);
    NodeLease stops = begun("stops", LENGTH);
    put("stops");
    haveHadTheirLeases(List.of(survivor));
    assertThat(survivor.takeOver()).isEmpty();

    stops.release();
    assertThat(stops.isHeld()).isFalse();
    assertThat(survivor.takeOver()).containsExactly(new TakenOver("stops", 1));
  }

  @Test
  void of_a_content_that_was_arriving_at_a_node_taken_for_dead_no_message_comes() throws Exception {
    NodeLease survivor = begun("survivor", LENGTH);
    haveHadTheirLeases(List.of(survivor));
    begun("hung", RUN_OUT);
    put("hung");
    StoredEnvelope large = Messages.message(clock.instant(), "", 600_000, "b@example.com");
    DatabaseStore store = new DatabaseStore(transactions, "hung");
    assertThatThrownBy(
            () ->
                store.put(
                    large,
                    () -> {
                      survivor.takeOver();
                      return Messages.octets(600_000).open();
                    }))
        .isInstanceOf(IOException.class);
    assertThat(store.find(large.queueId())).isEmpty();
  }

  private NodeLease begun(String node, Duration length) throws IOException {
    NodeLease lease = new NodeLease(transactions, node, length, clock);
    lease.begin();
    return lease;
  }

  /** Time goes by, and they renew all the while. */
  private void haveHadTheirLeases(List<NodeLease> leases) throws IOException {
    for (int i = 0; i < 6; i++) {
      clock.advance(LENGTH.dividedBy(6));
      for (NodeLease lease : leases) {
        assertThat(lease.renew()).isEqualTo(Renewal.RENEWED);
      }
    }
  }

  private StoredEnvelope put(String node) throws IOException {
    StoredEnvelope envelope = Messages.message(clock.instant(), "a@example.com");
    new DatabaseStore(transactions, node).put(envelope, Messages.CONTENT);
    return envelope;
  }

  private List<QueueId> ofNode(String node) throws IOException {
    List<QueueId> ids = new ArrayList<>();
    EveryOwed.of(new DatabaseStore(transactions, node), owed -> ids.add(owed.envelope().queueId()));
    return ids;
  }
}
