package org.chukei.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.chukei.policy.Decision;
import org.junit.jupiter.api.Test;

class DecisionBufferTest {

  private final DecisionBuffer buffer = new DecisionBuffer(10);

  @Test
  void refusals_go_first_and_acceptances_fill_up() {
    add(6, Decisions::accepted);
    List<Decision> refused = add(8, Decisions::refused);

    List<Decision> batch = buffer.take();

    assertThat(batch).hasSize(10).startsWith(refused.toArray(Decision[]::new));
  }

  @Test
  void of_too_many_acceptances_a_sample_is_kept_and_it_is_fair() {
    long fromTheSecondHalf = 0;
    for (int round = 0; round < 400; round++) {
      List<Decision> added = add(100, Decisions::accepted);
      List<Decision> batch = buffer.take();
      assertThat(batch).hasSize(10).doesNotHaveDuplicates();
      fromTheSecondHalf += batch.stream().filter(added.subList(50, 100)::contains).count();
      buffer.written();
    }
    // 4,000 draws with a chance of one half: six standard deviations are 190.
    assertThat(fromTheSecondHalf).isBetween(1_810L, 2_190L);
    assertThat(buffer.seen()).isEqualTo(40_000);
    assertThat(buffer.recorded()).isEqualTo(4_000);
  }

  @Test
  void no_refusal_is_lost_while_there_is_room_however_often_the_database_fails() {
    List<Decision> refused = add(25, Decisions::refused);
    buffer.take();
    buffer.notWritten();
    buffer.take();
    buffer.notWritten();

    List<Decision> written = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      written.addAll(buffer.take());
      buffer.written();
    }

    assertThat(written).containsExactlyElementsOf(refused);
  }

  @Test
  void the_room_has_an_end() {
    add(DecisionBuffer.ROOM + 5, Decisions::refused);
    long taken = 0;
    for (List<Decision> batch = buffer.take(); !batch.isEmpty(); batch = buffer.take()) {
      taken += batch.size();
    }
    assertThat(taken).isEqualTo(DecisionBuffer.ROOM);
  }

  @Test
  void a_decision_is_found_on_its_way_and_while_it_is_being_written() {
    Decision refused = add(1, Decisions::refused).get(0);
    Decision accepted = add(1, Decisions::accepted).get(0);
    assertThat(buffer.find(refused.id())).contains(refused);
    assertThat(buffer.find(accepted.id())).contains(accepted);
    buffer.take();
    assertThat(buffer.find(refused.id())).contains(refused);
    buffer.written();
    assertThat(buffer.find(refused.id())).isEmpty();
  }

  private List<Decision> add(int count, Supplier<Decision> kind) {
    List<Decision> added = IntStream.range(0, count).mapToObj(i -> kind.get()).toList();
    added.forEach(buffer::add);
    return added;
  }
}
