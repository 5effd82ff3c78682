package org.chukei.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.chukei.connector.api.QueueId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeferralGroupsTest {

  private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Integer> sizes = new CopyOnWriteArrayList<>();
  private final CountDownLatch free = new CountDownLatch(1);

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  private static Deferral deferral() {
    Place place = new Place(QueueId.at(NOW), 0);
    return Deferral.untried(new Addressee(place, "", "a@example.com", "example.com"), NOW);
  }

  private List<Future<?>> deferAtOnce(DeferralGroups groups, int count) {
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(
          threads.submit(
              () -> {
                groups.write(List.of(deferral()));
                return null;
              }));
    }
    return all;
  }

  private DeferralGroups withFirstUnderWay(DeferralGroups.Writer writer) {
    DeferralGroups groups =
        new DeferralGroups(
            group -> {
              sizes.add(group.size());
              if (sizes.size() == 1) {
                awaitFree();
              }
              writer.write(group);
            });
    threads.submit(
        () -> {
          groups.write(List.of(deferral()));
          return null;
        });
    await().until(() -> sizes.size() == 1);
    return groups;
  }

  private void awaitFree() {
    try {
      free.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void what_comes_while_a_group_is_written_is_written_as_the_next_one() throws Exception {
    DeferralGroups groups = withFirstUnderWay(group -> {});
    List<Future<?>> all = deferAtOnce(groups, 20);
    await().until(() -> groups.gathered() == 20);
    free.countDown();
    for (Future<?> one : all) {
      one.get();
    }
    assertThat(sizes).containsExactly(1, 20);
  }

  @Test
  void a_failure_is_told_to_all_of_the_group_and_to_nobody_else() throws Exception {
    DeferralGroups groups =
        withFirstUnderWay(
            group -> {
              if (group.size() == 5) {
                throw new IOException("no database");
              }
            });
    List<Future<?>> all = deferAtOnce(groups, 5);
    await().until(() -> groups.gathered() == 5);
    free.countDown();
    for (Future<?> one : all) {
      assertThatThrownBy(one::get)
          .isInstanceOf(ExecutionException.class)
          .hasMessageContaining("no database");
    }
    groups.write(List.of(deferral()));
    assertThat(sizes).containsExactly(1, 5, 1);
  }
}
