package org.chukei.queue;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.chukei.connector.api.QueueId;

/**
 * Remembers that the store holds fresh mail which is not in memory, and from where on to look for
 * it. Not safe for threads: {@link QueueMemory} holds its lock.
 */
final class Overflow {

  private static final String FIRST = "";

  /** Sorts before all that was missed. */
  private Optional<String> from = Optional.empty();

  private boolean isScanning;
  private String scanningFrom = FIRST;
  private final Set<Place> left = new HashSet<>();

  void missedAll() {
    from = Optional.of(FIRST);
  }

  void missed(QueueId queueId) {
    missedAfter(before(queueId));
  }

  /** A text cut short sorts before all that begin with it. */
  static String before(QueueId queueId) {
    return queueId.text().substring(0, queueId.text().length() - 1);
  }

  private void missedAfter(String bound) {
    if (from.isEmpty() || from.get().compareTo(bound) > 0) {
      from = Optional.of(bound);
    }
  }

  boolean isPending() {
    return from.isPresent() && !isScanning;
  }

  /** All fresh mail whose queue id is not behind this text is in memory; empty: all is. */
  Optional<String> bound() {
    return isScanning
        ? Optional.of(from.filter(f -> f.compareTo(scanningFrom) < 0).orElse(scanningFrom))
        : from;
  }

  /** Where the scan begins: after this text. What is missed from now on is for the next scan. */
  String begin() {
    String bound = from.orElseThrow();
    from = Optional.empty();
    isScanning = true;
    scanningFrom = bound;
    return bound;
  }

  /**
   * @param reached where the scan stopped early; empty where it came to the end
   */
  void end(Optional<String> reached) {
    isScanning = false;
    left.clear();
    reached.ifPresent(this::missedAfter);
  }

  /** The scan may have read of this work before it was done, and must not take it for fresh. */
  void left(Work work) {
    work.places().forEach(this::left);
  }

  /** The same of one place, which has a row now. */
  void left(Place place) {
    if (isScanning) {
      left.add(place);
    }
  }

  boolean hasLeft(Work work) {
    return work.places().anyMatch(left::contains);
  }
}
