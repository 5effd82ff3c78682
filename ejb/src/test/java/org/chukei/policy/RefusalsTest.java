package org.chukei.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.chukei.connector.api.AuthOffer;
import org.junit.jupiter.api.Test;

class RefusalsTest {

  @Test
  void the_newest_are_kept_and_the_oldest_forgotten() {
    RelayPolicy policy = Trial.policy(Map.of());
    Trial trial = new Trial("mx", "plain", "none", "foreign", "foreign", AuthOffer.NO);
    List<Decision> all =
        Stream.generate(() -> policy.decide(trial.request(), Trial.RULES)).limit(4).toList();
    Refusals refusals = new Refusals(3);
    all.forEach(refusals::add);
    assertThat(refusals.find(all.get(0).id())).isEmpty();
    assertThat(refusals.find(all.get(1).id())).contains(all.get(1));
    assertThat(refusals.newestFirst(2)).containsExactly(all.get(3), all.get(2));
    assertThat(refusals.newestFirst(9)).hasSize(3);
  }
}
