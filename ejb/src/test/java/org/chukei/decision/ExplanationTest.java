package org.chukei.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.chukei.policy.Decision;
import org.junit.jupiter.api.Test;

class ExplanationTest {

  private final Decision refused = Decisions.refused();

  @Test
  void it_tells_the_reply_the_facts_each_rule_and_what_would_have_let_it_pass() {
    assertThat(Explanation.of(refused, Locale.ENGLISH))
        .isEqualTo(
            """
            decision %s
            time: 2026-11-24T09:00:00Z
            reply: 550 5.7.1 relaying denied (decision …)
            decided by rule 9
            client: 192.0.2.1
            HELO: "<\u0007é中
            rule 4 passed on: the client is not on the permit list
            rule 9 decided: the recipient is foreign and nothing accepted
            to let it pass: it would have passed if the client were on the permit list
            """
                .formatted(refused.id()));
  }

  @Test
  void it_tells_it_in_japanese_too_and_in_english_to_all_others() {
    assertThat(Explanation.of(refused, Locale.JAPAN))
        .contains("判定 " + refused.id(), "規則 9 で決定", "許可リスト")
        .doesNotContain("permit list");
    assertThat(Explanation.of(refused, Locale.FRENCH))
        .isEqualTo(Explanation.of(refused, Locale.ENGLISH));
  }
}
