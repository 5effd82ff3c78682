package org.chukei.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.chukei.clock.TestClock;
import org.chukei.database.TestDatabase;
import org.chukei.store.Messages;
import org.chukei.store.StoredEnvelope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The queue with workers that hang, little room, and restarts. */
class QueueUnderLoadTest {

  private final TestDatabase database = new TestDatabase();
  private final ExecutorService pool = Executors.newCachedThreadPool();
  private final TestClock clock = new TestClock();
  private final ScriptedAgent agent = new ScriptedAgent();

  @AfterEach
  void close() throws Exception {
    pool.shutdownNow();
    database.close();
  }

  private Relay relay(DeliveryLimits limits) throws Exception {
    return new Relay(database, clock, agent, pool, limits).started();
  }

  @Test
  void one_black_hole_does_not_hold_up_ten_that_are_well() throws Exception {
    Relay relay = relay(new DeliveryLimits(6, 3, 4, 1_000, 500));
    agent.hang("hole.example");
    for (int i = 0; i < 20; i++) {
      relay.accept("x@hole.example");
    }
    List<String> well = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      well.add("x@well" + i + ".example");
      relay.accept("x@well" + i + ".example");
    }
    await().until(() -> agent.delivered().containsAll(well));
    assertThat(agent.delivered()).doesNotContain("x@hole.example");
    assertThat(agent.mostUnderWay("hole.example")).isEqualTo(3);

    agent.letGo("hole.example");
    await().until(() -> relay.store.totals().messages() == 0);
    assertThat(agent.mostUnderWay("hole.example")).isEqualTo(3);
  }

  @Test
  void retries_that_hang_leave_workers_for_fresh_mail() throws Exception {
    Relay relay = relay(new DeliveryLimits(4, 4, 3, 1_000, 500));
    agent.script("hole.example", ScriptedAgent.DEFERS);
    for (int i = 0; i < 6; i++) {
      relay.accept("x@hole.example");
    }
    await().until(() -> relay.queue.sizes().deferred() == 6);
    agent.hang("hole.example");
    relay.tickAfter(Duration.ofMinutes(1));
    await().until(() -> agent.begun().size() == 9);

    relay.accept("x@well.example");
    await().until(() -> agent.delivered().contains("x@well.example"));
    agent.letGo("hole.example");
    await().until(() -> relay.queue.sizes().deferred() == 6);
  }

  @Test
  void what_finds_no_room_is_delivered_later_and_once() throws Exception {
    Relay relay = relay(new DeliveryLimits(2, 2, 2, 6, 100));
    agent.hang("example.com");
    for (int i = 0; i < 50; i++) {
      relay.accept("u" + i + "@example.com", "v" + i + "@example.com");
    }
    assertThat(relay.queue.sizes().active()).isEqualTo(100);
    agent.letGo("example.com");
    await()
        .until(
            () -> {
              relay.tick.run();
              return relay.store.totals().messages() == 0;
            });
    assertThat(agent.delivered()).hasSize(100).doesNotHaveDuplicates();
  }

  @Test
  void what_finds_no_room_in_line_gets_no_row_and_comes_in_with_the_first_room() throws Exception {
    Relay relay = relay(new DeliveryLimits(2, 2, 2, 100, 4));
    agent.hang("example.com");
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      all.add("u" + i + "@example.com");
      relay.accept(all.get(i));
    }
    relay.tick.run();
    assertThat(relay.queue.sizes().deferred()).isZero();
    agent.letGo("example.com");
    await().until(() -> relay.store.totals().messages() == 0);
    assertThat(agent.delivered()).containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void what_finds_no_room_in_line_can_be_removed_by_an_operator() throws Exception {
    Relay relay = relay(new DeliveryLimits(2, 2, 2, 100, 4));
    agent.hang("example.com");
    StoredEnvelope last = null;
    for (int i = 0; i < 10; i++) {
      last = relay.accept("u" + i + "@example.com");
    }
    relay.queue.remove(QueueFilter.message(last.queueId()), "operator");
    agent.letGo("example.com");
    await().until(() -> relay.store.totals().messages() == 0);
    assertThat(agent.delivered()).hasSize(9).doesNotContain("u9@example.com");
  }

  @Test
  void a_destination_with_a_long_line_leaves_room_for_others() throws Exception {
    Relay relay = relay(new DeliveryLimits(2, 1, 2, 20, 4));
    agent.hang("hole.example");
    for (int i = 0; i < 40; i++) {
      relay.accept("u" + i + "@hole.example");
    }
    relay.accept("x@well.example");
    relay.tick.run();
    await().until(() -> agent.delivered().contains("x@well.example"));

    agent.letGo("hole.example");
    await()
        .until(
            () -> {
              relay.tickAfter(Duration.ofMinutes(1));
              return relay.store.totals().messages() == 0;
            });
    assertThat(agent.delivered()).hasSize(41).doesNotHaveDuplicates();
  }

  @Test
  void of_many_destinations_no_more_comes_into_memory_than_there_is_room_for() throws Exception {
    Relay relay = relay(new DeliveryLimits(2, 2, 2, 10, 4));
    for (int i = 0; i < 100; i++) {
      agent.hang("d" + i + ".example");
    }
    for (int i = 0; i < 100; i++) {
      relay.accept("x@d" + i + ".example");
    }
    for (int i = 0; i < 50; i++) {
      agent.letGo("d" + i + ".example");
    }
    await().until(() -> agent.delivered().size() >= 40);
    assertThat(relay.scheduler.memory().works()).hasSizeLessThanOrEqualTo(10);
    for (int i = 50; i < 100; i++) {
      agent.letGo("d" + i + ".example");
    }
    await().until(() -> relay.store.totals().messages() == 0);
    assertThat(agent.delivered()).hasSize(100).doesNotHaveDuplicates();
  }

  @Test
  void a_stop_with_attempts_under_way_loses_nothing() throws Exception {
    Relay before = relay(new DeliveryLimits(2, 2, 2, 100, 100));
    agent.script("later.example", ScriptedAgent.DEFERS);
    StoredEnvelope waiting = before.accept("x@later.example");
    await().until(() -> before.queue.sizes().deferred() == 1);
    agent.hang("later.example");
    agent.hang("example.com");
    before.tickAfter(Duration.ofMinutes(1));
    for (int i = 0; i < 10; i++) {
      before.accept("u" + i + "@example.com");
    }
    await().until(() -> agent.begun().size() == 3);
    before.scheduler.stop(Duration.ofMillis(1));

    // The attempts that were abandoned end when the next life has begun; what they say is void.
    ScriptedAgent nextAgent = new ScriptedAgent();
    Relay after = new Relay(database, clock, nextAgent, pool, Relay.LIMITS).started();
    after.tick.run();
    await().until(() -> after.store.totals().messages() == 0);
    agent.letGo("later.example");
    agent.letGo("example.com");
    assertThat(nextAgent.delivered()).hasSize(11).contains("x@later.example", "u9@example.com");
    assertThat(after.hasRows(waiting.queueId())).isFalse();
  }

  @Test
  void after_a_stop_an_attempt_that_overstays_writes_nothing() throws Exception {
    Relay relay = relay(Relay.LIMITS);
    agent.hang("example.com");
    StoredEnvelope envelope = relay.accept("a@example.com");
    await().until(() -> agent.begun().size() == 1);
    relay.scheduler.stop(Duration.ofMillis(1));
    int calls = relay.transactions.calls();

    agent.letGo("example.com");
    pool.shutdown();
    assertThat(pool.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    assertThat(agent.delivered()).containsExactly("a@example.com");
    assertThat(relay.transactions.calls()).isEqualTo(calls);
    assertThat(relay.isGone(envelope)).isFalse();
  }

  @Test
  void what_is_done_while_the_store_is_read_is_not_taken_for_fresh() throws Exception {
    Relay relay = new Relay(database);
    // One recipient stays owed, so that the other could be delivered again.
    relay.agent.script("later.example", ScriptedAgent.DEFERS);
    StoredEnvelope envelope =
        Messages.message(relay.clock.instant(), "a@later.example", "b@example.com");
    relay.store.put(envelope, Messages.CONTENT);
    relay.afterOwed =
        () -> {
          relay.afterOwed = () -> {};
          relay.scheduler.accepted(envelope);
        };
    relay.scheduler.start();
    assertThat(relay.agent.delivered()).containsExactly("b@example.com");
    assertThat(relay.agent.begun()).hasSize(2);
  }

  @Test
  void a_stop_waits_for_attempts_that_end_in_time() throws Exception {
    Relay relay = relay(Relay.LIMITS);
    agent.hang("example.com");
    StoredEnvelope envelope = relay.accept("a@example.com");
    await().until(() -> agent.begun().size() == 1);
    pool.execute(() -> agent.letGo("example.com"));
    relay.scheduler.stop(Duration.ofMinutes(1));
    assertThat(relay.isGone(envelope)).isTrue();
  }

  @Test
  void an_executor_that_takes_nothing_only_delays() throws Exception {
    AtomicBoolean refuses = new AtomicBoolean(true);
    Relay relay =
        new Relay(
                database,
                clock,
                agent,
                task -> {
                  if (refuses.get()) {
                    throw new RejectedExecutionException();
                  }
                  task.run();
                },
                Relay.LIMITS)
            .started();
    StoredEnvelope envelope = relay.accept("a@example.com");
    assertThat(relay.isGone(envelope)).isFalse();
    refuses.set(false);
    relay.tick.run();
    assertThat(relay.isGone(envelope)).isTrue();
  }

  @Test
  void fresh_mail_goes_before_retries() throws Exception {
    Relay relay = relay(new DeliveryLimits(1, 1, 1, 100, 100));
    agent.script("later.example", ScriptedAgent.DEFERS);
    relay.accept("x@later.example");
    await().until(() -> relay.queue.sizes().deferred() == 1);
    agent.hang("example.com");
    relay.accept("a@example.com");
    await().until(() -> agent.begun().size() == 2);
    relay.tickAfter(Duration.ofMinutes(1));
    relay.accept("b@example.net");
    agent.letGo("example.com");
    await().until(() -> agent.begun().size() == 4);
    assertThat(agent.begun())
        .extracting(tried -> tried.recipients().get(0))
        .containsExactly("x@later.example", "a@example.com", "b@example.net", "x@later.example");
  }
}
