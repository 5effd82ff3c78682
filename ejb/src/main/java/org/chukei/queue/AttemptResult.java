package org.chukei.queue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.chukei.delivery.Outcome;

/** What an attempt came to, judged and logged, to be written down. */
record AttemptResult(Work work, List<Judged> recipients) {

  /**
   * @param attempts made so far, this one included
   * @param next empty: delivered, failed, or given up
   */
  record Judged(Outcome outcome, int attempts, Optional<Instant> next) {

    boolean isDelivered() {
      return outcome instanceof Outcome.Delivered;
    }

    /** Delivered as far as it is here; there is more to be passed on. */
    boolean isForwarded() {
      return outcome instanceof Outcome.Delivered delivered && delivered.forward().isPresent();
    }

    boolean isDeferred() {
      return next.isPresent();
    }

    boolean isGivenUp() {
      return !isDelivered() && !isDeferred();
    }
  }

  List<Judged> those(Predicate<Judged> condition) {
    return recipients.stream().filter(condition).toList();
  }

  /** What is to be learned of the destination. */
  Reach reach() {
    return Reach.of(recipients.stream().map(Judged::outcome).toList());
  }

  static Set<Integer> positions(List<Judged> recipients) {
    return recipients.stream()
        .map(recipient -> recipient.outcome().position())
        .collect(Collectors.toSet());
  }
}
