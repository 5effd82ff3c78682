package org.chukei.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HopLimitsTest {

  @Test
  void what_the_next_hop_says_counts_in_any_case_and_order() {
    assertThat(HopLimits.of("rcptmax=20 MailMax=5 RCPTDOMAINMAX=1 FUTURE=x"))
        .isEqualTo(new HopLimits(5, 20, 1));
    assertThat(HopLimits.of("RCPTMAX=999999").recipients()).isEqualTo(1_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "RCPTMAX", "RCPTMAX=", "RCPTMAX=0", "RCPTMAX=01", "RCPTMAX=1000000"})
  void what_is_no_limit_is_ignored(String text) {
    assertThat(HopLimits.of(text)).isEqualTo(HopLimits.USUAL);
  }

  @Test
  void a_batch_keeps_to_both_limits_and_leaves_the_rest() {
    var envelope =
        Messages.envelope(
            "a@x.example", "b@y.example", "c@X.example", "d@x.example", "e@z.example");
    TreeSet<Integer> all = new TreeSet<>(List.of(0, 1, 2, 3, 4));
    assertThat(new HopLimits(9, 9, 1).batch(all, envelope)).containsExactly(0, 2, 3);
    assertThat(new HopLimits(9, 2, 1).batch(all, envelope)).containsExactly(0, 2);
    assertThat(new HopLimits(9, 9, 2).batch(all, envelope)).containsExactly(0, 1, 2, 3);
    assertThat(HopLimits.USUAL.batch(all, envelope)).hasSize(5);
  }
}
