package org.chukei.surge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class HistoryTest {

  private static final long DAY = 24;

  private final History history = new History();

  @Test
  void an_hour_begins_with_nothing() {
    history.add(10, 5);
    history.add(10, 2);
    assertThat(history.count()).isEqualTo(7);

    history.add(11, 1);

    assertThat(history.count()).isEqualTo(1);
  }

  @Test
  void usual_is_the_busiest_hour_of_the_days_before_and_not_of_today() {
    history.add(1, 30);
    history.add(2, 40);
    history.add(DAY + 1, 900);
    assertThat(history.usual()).isEqualTo(40);

    history.add(2 * DAY, 1);

    assertThat(history.usual()).isEqualTo(900);
  }

  @Test
  void after_a_week_a_day_is_forgotten() {
    history.add(1, 900);
    history.add(DAY, 3);
    history.add(8 * DAY, 1);

    assertThat(history.usual()).isEqualTo(3);
  }

  @Test
  void what_was_learned_in_a_former_life_counts_and_is_not_written_again() {
    history.learned(0, 50);
    assertThat(history.takeChange()).isEmpty();

    history.add(DAY, 1);

    assertThat(history.usual()).isEqualTo(50);
    assertThat(history.takeChange()).containsOnly(Map.entry(1L, 1));
    assertThat(history.takeChange()).isEmpty();
  }
}
