package org.chukei.queue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.chukei.cluster.Lease;
import org.chukei.connector.api.QueueId;
import org.chukei.queue.ActiveQueue.Offer;
import org.chukei.queue.Destinations.Change;
import org.chukei.store.MessageStore.Owed;

/**
 * What of the queue is in memory, behind one lock under which nobody waits for store, database or
 * next hop. Safe for many threads.
 *
 * <p>It has lives: what an attempt comes to that was begun in a former one is void.
 */
final class QueueMemory {

  private final DeliveryLimits limits;
  private final Pauses pauses;
  private final Lease lease;
  private final Waits rests;
  private final Clock clock;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition workerFree = lock.newCondition();
  // All below is guarded by the lock.
  private final Overflow overflow = new Overflow();
  private QueueLines lines;
  private ActiveQueue queue;
  private Set<String> paused = Set.of();
  private boolean isRunning;
  private int busy;
  private int life;

  /** Work for a worker. */
  record Begun(Work work, int life) {}

  /**
   * @param rests how long a destination that fails is left alone
   */
  QueueMemory(DeliveryLimits limits, Pauses pauses, Lease lease, Waits rests, Clock clock) {
    this.limits = limits;
    this.pauses = pauses;
    this.lease = lease;
    this.rests = rests;
    this.clock = clock;
    this.lines = emptyLines();
    this.queue = lines.queue();
  }

  private QueueLines emptyLines() {
    Destinations destinations = new Destinations(pauses, limits.perDestination(), rests, clock);
    return new QueueLines(new ActiveQueue(limits, destinations), overflow, clock);
  }

  /** A life begins; all that is fresh is still in the store alone. */
  void begin() {
    locked(
        () -> {
          isRunning = true;
          overflow.missedAll();
        });
  }

  /** Forgets everything and begins another life, while those who work go on. */
  void beginAnew() {
    locked(
        () -> {
          if (isRunning) {
            forgetLife();
            overflow.missedAll();
          }
        });
  }

  /** There is fresh mail in the store of which nobody has told. */
  void lookAgain() {
    locked(overflow::missedAll);
  }

  /** No further work is given out. */
  void beginNoMore() {
    locked(
        () -> {
          isRunning = false;
          queue.withdraw(work -> true);
        });
  }

  /** Waits for those who work, at most so long, and forgets everything: the life is over. */
  void end(Duration grace) throws InterruptedException {
    lock.lock();
    try {
      isRunning = false;
      queue.withdraw(work -> true);
      long nanos = grace.toNanos();
      while (busy > 0 && nanos > 0) {
        nanos = workerFree.awaitNanos(nanos);
      }
      forgetLife();
    } finally {
      lock.unlock();
    }
  }

  private void forgetLife() {
    life++;
    busy = 0;
    lines = emptyLines();
    queue = lines.queue();
  }

  boolean isRunning() {
    return underLock(() -> isRunning);
  }

  int life() {
    return underLock(() -> life);
  }

  /** A message was taken; what finds no room is looked for in the store later. */
  void offerFresh(List<Work> works) {
    locked(
        () -> {
          if (isRunning) {
            works.forEach(lines::offerFresh);
          }
        });
  }

  /** From where on to look for fresh mail in the store; empty: not now. */
  Optional<String> beginScan() {
    return underLock(
        () ->
            isRunning && overflow.isPending() && queue.size() <= limits.capacity() / 2
                ? Optional.of(overflow.begin())
                : Optional.empty());
  }

  /**
   * @param reached where the scan stopped early; empty where it came to the end
   */
  void endScan(Optional<String> reached) {
    locked(() -> overflow.end(reached));
  }

  Offer offerFound(Work work) {
    return underLock(() -> lines.offerFound(work));
  }

  Offer offerClaimed(Work work) {
    return underLock(() -> isRunning ? queue.offer(work) : Offer.FULL);
  }

  /** What is parked and finds room now. */
  List<Parked.Entry> wanted() {
    return underLock(() -> isRunning ? queue.wanted() : List.of());
  }

  void unpark(Parked.Entry entry, Optional<Owed> found) {
    locked(
        () ->
            found.ifPresentOrElse(
                owed -> queue.unpark(entry, owed.envelope(), owed.positions()),
                () -> queue.forget(entry)));
  }

  DestinationCounts destinations() {
    return underLock(() -> queue.destinations().counts());
  }

  /** Work for one worker more. */
  Optional<Begun> next() {
    return underLock(
        () -> {
          boolean mayBegin =
              isRunning && busy < limits.workers() && lease.isHeld() && !pauses.isDeliveryPaused();
          Optional<Work> next = mayBegin ? queue.next() : Optional.empty();
          next.ifPresent(work -> busy++);
          return next.map(work -> new Begun(work, life));
        });
  }

  /** No worker could be had; a later look gives it out again. */
  void notBegun(Work work) {
    locked(
        () -> {
          busy--;
          queue.notStarted(work);
          queue.forget(work);
          queue.offer(work);
        });
  }

  /** The worker is free again. */
  Optional<Change> ended(AttemptResult result, int inLife) {
    return underLock(
        () -> {
          if (life != inLife) {
            return Optional.empty();
          }
          busy--;
          workerFree.signalAll();
          Optional<Change> change = queue.ended(result);
          change
              .flatMap(Change::rest)
              .ifPresent(rest -> lines.beginRest(rest, result.work().destination()));
          return change;
        });
  }

  /** What the work came to is written down. */
  void recorded(Work work, int inLife) {
    locked(
        () -> {
          if (life == inLife) {
            lines.recorded(work);
          }
        });
  }

  /** Whether rows may have been written for it, by whomever. */
  boolean mayHaveRows(Work work) {
    return underLock(() -> lines.mayHaveRows(work));
  }

  /** What was claimed belongs to a destination that is left alone. */
  void turnAway(Work work, Rest rest) {
    locked(() -> lines.aside().turnAway(work, rest));
  }

  /** A destination has no room for what was claimed. */
  void postpone(String destination, Instant until, List<Claim> claims) {
    locked(() -> lines.aside().postpone(destination, until, claims));
  }

  /** Takes out all that is to be written down because of destinations. */
  Aside takeAside() {
    return underLock(() -> lines.takeAside());
  }

  /** It could not be written down. */
  void putBack(Aside taken) {
    locked(() -> lines.aside().addAll(taken));
  }

  /**
   * Clears the lines of destinations that are paused since the last look.
   *
   * @return those that are no longer
   */
  List<String> followPauses() {
    Set<String> now = pauses.destinations();
    return underLock(
        () -> {
          List<String> resumed = paused.stream().filter(name -> !now.contains(name)).toList();
          now.stream().filter(name -> !paused.contains(name)).forEach(lines::clear);
          paused = now;
          return resumed;
        });
  }

  /**
   * An operator is about to write rows for this message. Said before, so that an attempt that ends
   * meanwhile drops them.
   */
  void touch(QueueId queueId) {
    locked(() -> lines.touch(queueId));
  }

  /**
   * Takes out of line what was not begun of these recipients, who have rows now.
   *
   * @return what was taken out
   */
  List<Work> withdraw(Set<Place> places) {
    return underLock(() -> lines.withdraw(places));
  }

  /** Why a destination is left alone now; empty where it is not. */
  SortedMap<String, Rest> resting() {
    return underLock(() -> queue.destinations().resting());
  }

  Optional<Rest> rest(String destination) {
    return underLock(() -> queue.destinations().rest(destination));
  }

  /** Until when a destination takes nothing; empty where it does. */
  Optional<Instant> closedUntil(String destination) {
    return underLock(() -> queue.destinations().closedUntil(destination));
  }

  /** An operator wants a destination tried now, if it is left alone. */
  void wake(String destination) {
    locked(() -> queue.destinations().wake(destination));
  }

  List<Work> works() {
    return underLock(() -> queue.works());
  }

  /** All fresh mail up to this queue id is in memory; empty: all is. */
  Optional<QueueId> freshBeyondMemory() {
    return underLock(() -> lines.freshBeyondMemory());
  }

  boolean isUnderWay(Place place) {
    return underLock(() -> queue.isUnderWay(place));
  }

  boolean knows(Place place) {
    return underLock(() -> queue.knows(place));
  }

  int roomForRetries() {
    return underLock(() -> queue.roomForRetries());
  }

  /** The claims that its work rests on. */
  List<Claim> claims() {
    return underLock(() -> queue.claims());
  }

  private <T> T underLock(Supplier<T> question) {
    lock.lock();
    try {
      return question.get();
    } finally {
      lock.unlock();
    }
  }

  private void locked(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }
}
