package org.chukei.queue;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.chukei.config.HostPort;
import org.chukei.connector.api.QueueId;
import org.chukei.store.StoredEnvelope;

/**
 * What goes in one attempt: recipients of one message with the same destination.
 *
 * @param recipients what is known of each, by position; never empty
 * @param isFresh no row was written for it yet
 */
record Work(
    StoredEnvelope envelope,
    String destination,
    Map<Integer, Standing> recipients,
    boolean isFresh) {

  /**
   * @param attempts made so far
   * @param epoch of the claim; {@link #UNCLAIMED} where there is no row
   * @param route where an operator sends it
   */
  record Standing(int attempts, long epoch, Optional<HostPort> route) {

    static final long UNCLAIMED = 0;
    static final Standing FRESH = new Standing(0, UNCLAIMED, Optional.empty());

    static Standing of(Claim claim) {
      return new Standing(claim.attempts(), claim.epoch(), claim.route());
    }
  }

  Work {
    recipients = Collections.unmodifiableMap(new TreeMap<>(recipients));
  }

  /** Where an operator sends it; the same for all its recipients. */
  Optional<HostPort> route() {
    return recipients.values().iterator().next().route();
  }

  /** Those of its recipients that are chosen. */
  Optional<Work> only(Predicate<Place> chosen) {
    Map<Integer, Standing> left = new TreeMap<>(recipients);
    left.keySet().removeIf(position -> !chosen.test(new Place(queueId(), position)));
    return left.isEmpty()
        ? Optional.empty()
        : Optional.of(new Work(envelope, destination, left, isFresh));
  }

  QueueId queueId() {
    return envelope.queueId();
  }

  Set<Integer> positions() {
    return recipients.keySet();
  }

  /** What the row of one of its recipients is found by. */
  Addressee addressee(int position) {
    return Addressee.of(envelope, position, destination);
  }

  Stream<Place> places() {
    return recipients.keySet().stream().map(position -> new Place(queueId(), position));
  }

  Stream<Claim> claims() {
    return recipients.entrySet().stream()
        .filter(recipient -> recipient.getValue().epoch() != Standing.UNCLAIMED)
        .map(
            recipient ->
                new Claim(
                    new Place(queueId(), recipient.getKey()),
                    recipient.getValue().attempts(),
                    recipient.getValue().epoch(),
                    recipient.getValue().route()));
  }
}
