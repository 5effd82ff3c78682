package org.chukei.queue;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.chukei.connector.api.QueueId;
import org.chukei.store.StoredEnvelope;

/**
 * The work in memory: in line, under way, or done but not yet recorded. Fair among destinations and
 * bounded. Not safe for threads: {@link QueueMemory} holds its lock.
 */
final class ActiveQueue {

  /** What became of an offer. */
  enum Offer {
    TAKEN,
    /** It is here already. */
    KNOWN,
    /** There is no room in line; it comes in when there is. */
    PARKED,
    /** Its destination has enough in line. */
    LINE_FULL,
    /** Its destination is left alone, or paused. */
    CLOSED,
    FULL;

    /** Nobody else need look after it. */
    boolean isIn() {
      return this == TAKEN || this == KNOWN || this == PARKED;
    }
  }

  /** Each eighth attempt is a retry, so that a flood of fresh mail doesn't starve them. */
  private static final int RETRY_TURN = 8;

  /** In messages, at about a hundred octets each. */
  private static final int MOST_PARKED = 500_000;

  private final DeliveryLimits limits;
  private final Lane fresh = new Lane();
  private final Lane retries = new Lane();
  private final Destinations destinations;
  private final Parked parked = new Parked(MOST_PARKED);
  private final Set<Place> places = new HashSet<>();
  private final Set<Place> underWay = new HashSet<>();
  private final Set<Work> all = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<QueueId, Integer> worksOfMessage = new HashMap<>();
  private int retriesUnderWay;
  private int retryPlaces;
  private int started;

  ActiveQueue(DeliveryLimits limits, Destinations destinations) {
    this.limits = limits;
    this.destinations = destinations;
  }

  Offer offer(Work work) {
    Lane lane = work.isFresh() ? fresh : retries;
    if (work.places().anyMatch(places::contains) || work.isFresh() && parked.holds(work)) {
      return Offer.KNOWN;
    }
    if (destinations.closedUntil(work.destination()).isPresent()) {
      return Offer.CLOSED;
    }
    if (places.size() >= limits.capacity()) {
      return park(work, Offer.FULL);
    }
    if (lane.length(work.destination()) >= limits.lineLength()
        || work.isFresh() && parked.hasLine(work.destination())) {
      return park(work, Offer.LINE_FULL);
    }
    take(work, lane);
    return Offer.TAKEN;
  }

  /** Only fresh mail: of what was deferred before, the row knows. */
  private Offer park(Work work, Offer otherwise) {
    return work.isFresh() && parked.add(work) ? Offer.PARKED : otherwise;
  }

  private void take(Work work, Lane lane) {
    work.places().forEach(places::add);
    all.add(work);
    worksOfMessage.merge(work.queueId(), 1, Integer::sum);
    retryPlaces += work.isFresh() ? 0 : work.recipients().size();
    lane.add(work);
  }

  /** What is to be got from the store now, because its line has become short. */
  List<Parked.Entry> wanted() {
    return parked.wanted(limits.capacity() - places.size(), limits.lineLength(), fresh::length);
  }

  /**
   * Takes in what was parked.
   *
   * @param envelope as it was found in the store
   * @param owed which recipients still are
   */
  void unpark(Parked.Entry entry, StoredEnvelope envelope, Set<Integer> owed) {
    Map<Integer, Work.Standing> recipients = new HashMap<>();
    for (int position : parked.take(entry)) {
      if (owed.contains(position)) {
        recipients.put(position, Work.Standing.FRESH);
      }
    }
    if (!recipients.isEmpty()) {
      take(new Work(envelope, entry.destination(), recipients, true), fresh);
    }
  }

  /** It is not owed any more. */
  void forget(Parked.Entry entry) {
    parked.take(entry);
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
          w.places().forEach(underWay::add);
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
    if (all.remove(work)) {
      worksOfMessage.computeIfPresent(work.queueId(), (id, n) -> n == 1 ? null : n - 1);
      work.places().forEach(places::remove);
      work.places().forEach(underWay::remove);
      retryPlaces -= work.isFresh() ? 0 : work.recipients().size();
    }
  }

  /** Takes out of line, and forgets, what was not begun. */
  List<Work> withdraw(Predicate<Work> condition) {
    List<Work> withdrawn = takeOut(condition);
    withdrawn.forEach(this::forget);
    return withdrawn;
  }

  /** Takes out of line what was not begun; its places stay known until {@link #forget}. */
  List<Work> takeOut(Predicate<Work> condition) {
    return Stream.of(fresh, retries).flatMap(lane -> lane.removeIf(condition).stream()).toList();
  }

  /** What is parked of a message is to be found in the store again; whether there was any. */
  boolean unpark(QueueId queueId) {
    boolean isParked = parked.holds(queueId);
    parked.remove(queueId);
    return isParked;
  }

  /** All that is parked for a destination is to be found in the store again; the first of it. */
  Optional<QueueId> unpark(String destination) {
    return parked.remove(destination);
  }

  /** The first message of which something is parked. */
  Optional<QueueId> firstParked() {
    return parked.first();
  }

  boolean knows(Place place) {
    return places.contains(place);
  }

  /** Being tried, or tried and not yet recorded. */
  boolean isUnderWay(Place place) {
    return underWay.contains(place);
  }

  List<Work> works() {
    return List.copyOf(all);
  }

  boolean knows(QueueId queueId) {
    return worksOfMessage.containsKey(queueId) || parked.holds(queueId);
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
