package org.chukei.queue;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
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
   */
  record Standing(int attempts, long epoch) {

    static final long UNCLAIMED = 0;
    static final Standing FRESH = new Standing(0, UNCLAIMED);
  }

  Work {
    recipients = Collections.unmodifiableMap(new TreeMap<>(recipients));
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
                    recipient.getValue().epoch()));
  }
}
