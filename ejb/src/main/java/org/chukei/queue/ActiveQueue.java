package org.chukei.queue;

import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.chukei.connector.api.QueueId;

/**
 * The work in memory: in line, under way, or done but not yet recorded. Fair among destinations and
 * bounded. Not safe for threads: the scheduler holds its lock.
 */
final class ActiveQueue {

  /** What became of an offer. */
  enum Offer {
    TAKEN,
    /** It is here already. */
    KNOWN,
    /** Its destination has enough in line. */
    LINE_FULL,
    /** Its destination is left alone. */
    RESTS,
    FULL
  }

  /** Each eighth attempt is a retry, so that a flood of fresh mail doesn't starve them. */
  private static final int RETRY_TURN = 8;

  private final DeliveryLimits limits;
  private final Lane fresh = new Lane();
  private final Lane retries = new Lane();
  private final Destinations destinations;
  private final Set<Place> places = new HashSet<>();
  private final Set<Work> all = Collections.newSetFromMap(new IdentityHashMap<>());
  private int retriesUnderWay;
  private int retryPlaces;
  private int started;

  ActiveQueue(DeliveryLimits limits, Destinations destinations) {
    this.limits = limits;
    this.destinations = destinations;
  }

  Offer offer(Work work) {
    Lane lane = work.isFresh() ? fresh : retries;
    if (work.places().anyMatch(places::contains)) {
      return Offer.KNOWN;
    }
    if (destinations.rest(work.destination()).isPresent()) {
      return Offer.RESTS;
    }
    if (places.size() >= limits.capacity()) {
      return Offer.FULL;
    }
    if (lane.length(work.destination()) >= limits.lineLength()) {
      return Offer.LINE_FULL;
    }
    work.places().forEach(places::add);
    all.add(work);
    retryPlaces += work.isFresh() ? 0 : work.recipients().size();
    lane.add(work);
    return Offer.TAKEN;
  }

  /** The next attempt to make now, if any: fresh mail first. */
  Optional<Work> next() {
    boolean retriesFirst = (started + 1) % RETRY_TURN == 0;
    Optional<Work> work = retriesFirst ? nextRetry() : nextFresh();
    if (work.isEmpty()) {
      work = retriesFirst ? nextFresh() : nextRetry();
    }
    work.ifPresent(
        w -> {
          started++;
          destinations.started(w.destination());
          retriesUnderWay += w.isFresh() ? 0 : 1;
        });
    return work;
  }

  private Optional<Work> nextFresh() {
    return fresh.next(destinations::mayStart);
  }

  private Optional<Work> nextRetry() {
    return retriesUnderWay < limits.retries()
        ? retries.next(destinations::mayStart)
        : Optional.empty();
  }

  /**
   * The attempt has ended; the places stay known until {@link #forget}.
   *
   * @return what it changes for its destination
   */
  Optional<Destinations.Change> ended(AttemptResult result) {
    Optional<Destinations.Change> change = destinations.ended(result);
    leftWorker(result.work());
    return change;
  }

  /** The attempt that {@link #next} told to make is not made. */
  void notStarted(Work work) {
    destinations.withdrawn(work.destination());
    leftWorker(work);
  }

  private void leftWorker(Work work) {
    retriesUnderWay -= work.isFresh() ? 0 : 1;
    fresh.enter(work.destination());
    retries.enter(work.destination());
  }

  void forget(Work work) {
    work.places().forEach(places::remove);
    all.remove(work);
    retryPlaces -= work.isFresh() ? 0 : work.recipients().size();
  }

  /** Takes out of line, and forgets, what was not begun. */
  List<Work> withdraw(Predicate<Work> condition) {
    List<Work> withdrawn =
        Stream.of(fresh, retries).flatMap(lane -> lane.removeIf(condition).stream()).toList();
    withdrawn.forEach(this::forget);
    return withdrawn;
  }

  boolean knows(Place place) {
    return places.contains(place);
  }

  boolean knows(QueueId queueId) {
    return all.stream().anyMatch(work -> work.queueId().equals(queueId));
  }

  List<Claim> claims() {
    return all.stream().flatMap(Work::claims).toList();
  }

  Destinations destinations() {
    return destinations;
  }

  /** In recipients. */
  int size() {
    return places.size();
  }

  /** How many recipients that were deferred before are still welcome: half is for fresh mail. */
  int roomForRetries() {
    return Math.max(
        0, Math.min(limits.capacity() / 2 - retryPlaces, limits.capacity() - places.size()));
  }
}
