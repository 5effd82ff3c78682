package org.chukei.queue;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.chukei.connector.api.QueueId;
import org.chukei.queue.ActiveQueue.Offer;

/**
 * Where mail is that is not in the {@link ActiveQueue} though it was, or wanted to be: in the store
 * alone, to be found there again, or aside, to be written down. Moves it there when a destination
 * takes nothing, or an operator has written rows. Not safe for threads: {@link QueueMemory} holds
 * its lock.
 */
final class QueueLines {

  private final ActiveQueue queue;
  private final Overflow overflow;
  private final Clock clock;
  private final Set<QueueId> touched = new HashSet<>();
  private Aside aside = new Aside();

  /**
   * @param overflow outlives the queue
   */
  QueueLines(ActiveQueue queue, Overflow overflow, Clock clock) {
    this.queue = queue;
    this.overflow = overflow;
    this.clock = clock;
  }

  ActiveQueue queue() {
    return queue;
  }

  Aside aside() {
    return aside;
  }

  /** Takes out all that is to be written down because of destinations. */
  Aside takeAside() {
    Aside all = aside;
    aside = new Aside();
    return all;
  }

  /** What finds no room is looked for in the store later. */
  void offerFresh(Work work) {
    if (!queue.offer(work).isIn()) {
      overflow.missed(work.queueId());
    }
  }

  void beginRest(Rest rest, String destination) {
    queue
        .takeOut(work -> work.destination().equals(destination) && !work.isFresh())
        .forEach(work -> aside.turnAway(work, rest));
    clear(destination, rest.until());
  }

  /** The line of a destination that takes nothing now. */
  void clear(String destination) {
    queue.destinations().closedUntil(destination).ifPresent(until -> clear(destination, until));
  }

  /** What is in line for a destination that takes nothing waits elsewhere until then. */
  private void clear(String destination, Instant until) {
    List<Work> line = queue.withdraw(work -> work.destination().equals(destination));
    line.stream().filter(Work::isFresh).forEach(work -> overflow.missed(work.queueId()));
    queue.unpark(destination).ifPresent(overflow::missed);
    aside.postpone(destination, until, line.stream().flatMap(Work::claims).toList());
  }

  /** What the work came to is written down. */
  void recorded(Work work) {
    queue.forget(work);
    overflow.left(work);
    if (!touched.isEmpty() && !queue.knows(work.queueId())) {
      touched.remove(work.queueId());
    }
  }

  boolean mayHaveRows(Work work) {
    return !work.isFresh() || touched.contains(work.queueId());
  }

  void touch(QueueId queueId) {
    if (queue.knows(queueId)) {
      touched.add(queueId);
    }
  }

  /**
   * @return what was taken out
   */
  List<Work> withdraw(Set<Place> places) {
    List<Work> chosen = new ArrayList<>();
    for (Work work : queue.withdraw(w -> w.places().anyMatch(places::contains))) {
      work.only(places::contains).ifPresent(chosen::add);
      work.only(place -> !places.contains(place)).ifPresent(this::offerAgain);
    }
    places.forEach(overflow::left);
    places.stream().map(Place::queueId).distinct().filter(queue::unpark).forEach(overflow::missed);
    return chosen;
  }

  private void offerAgain(Work work) {
    if (queue.offer(work) != Offer.TAKEN) {
      if (work.isFresh()) {
        overflow.missed(work.queueId());
      }
      aside.postpone(work.destination(), clock.instant(), work.claims().toList());
    }
  }

  Offer offerFound(Work work) {
    return overflow.hasLeft(work) ? Offer.KNOWN : queue.offer(work);
  }

  /** All fresh mail up to this queue id is in memory; empty: all is. */
  Optional<QueueId> freshBeyondMemory() {
    return Stream.concat(
            overflow.bound().stream(), queue.firstParked().map(Overflow::before).stream())
        .min(Comparator.naturalOrder())
        .map(QueueId::new);
  }
}
