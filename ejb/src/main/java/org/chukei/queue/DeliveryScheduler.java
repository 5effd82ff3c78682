package org.chukei.queue;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.chukei.connector.api.QueueId;
import org.chukei.queue.ActiveQueue.Offer;
import org.chukei.queue.Destinations.Change;
import org.chukei.queue.UnrecordedResults.Unrecorded;
import org.chukei.store.MessageStore;
import org.chukei.store.MessageStore.Owed;
import org.chukei.store.StoredEnvelope;

/**
 * Decides which message is tried next, and has it tried on the executor. Knows what is in memory;
 * when rows are due is {@link QueueTick}'s business, what an attempt comes to {@link Attempt}'s,
 * and what is written of it {@link OutcomeRecorder}'s. Safe for many threads.
 *
 * <p>Nothing here needs to survive: what is lost with this memory is found again in the store.
 */
public final class DeliveryScheduler {

  private static final System.Logger LOGGER = System.getLogger(DeliveryScheduler.class.getName());

  private final MessageStore store;
  private final RetryQueue retries;
  private final Sorting sorting;
  private final Attempt attempt;
  private final OutcomeRecorder recorder;
  private final Executor executor;
  private final DeliveryLimits limits;
  private final Pauses pauses;
  private final Waits rests;
  private final DeliveryLog log;
  private final Clock clock;
  private final UnrecordedResults unrecorded;

  private final AtomicBoolean isUnparking = new AtomicBoolean();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition workerFree = lock.newCondition();
  // All below is guarded by the lock.
  private final Overflow overflow = new Overflow();
  private final Set<QueueId> touched = new HashSet<>();
  private ActiveQueue queue;
  private final List<TurnedAway> turnedAway = new ArrayList<>();
  private SetAside setAside = new SetAside();
  private Set<String> paused = Set.of();
  private boolean isRunning;
  private int busy;
  private int life;

  /** Claimed work of a destination that is left alone. */
  private record TurnedAway(Work work, Rest rest) {}

  /**
   * @param rests how long a destination that fails is left alone
   */
  DeliveryScheduler(
      MessageStore store,
      RetryQueue retries,
      Sorting sorting,
      Attempt attempt,
      OutcomeRecorder recorder,
      Executor executor,
      DeliveryLimits limits,
      Pauses pauses,
      Waits rests,
      DeliveryLog log,
      Clock clock) {
    this.store = store;
    this.retries = retries;
    this.sorting = sorting;
    this.attempt = attempt;
    this.recorder = recorder;
    this.executor = executor;
    this.limits = limits;
    this.pauses = pauses;
    this.rests = rests;
    this.log = log;
    this.clock = clock;
    this.unrecorded = new UnrecordedResults(clock);
    this.queue = emptyQueue();
  }

  private ActiveQueue emptyQueue() {
    return new ActiveQueue(limits, new Destinations(pauses, limits.perDestination(), rests, clock));
  }

  /**
   * Takes up what a former life left in the store and begins to deliver.
   *
   * @throws IOException the store or the database can't be read; not started
   */
  public void start() throws IOException {
    store.recover();
    retries.endOwnLeases();
    locked(
        () -> {
          isRunning = true;
          overflow.missedAll();
        });
    try {
      scanStore();
    } catch (IOException e) {
      locked(() -> isRunning = false);
      throw e;
    }
  }

  /** The beginning of {@link #stop}: starts no further attempt, and does not wait. */
  public void startNoMore() {
    locked(
        () -> {
          isRunning = false;
          queue.withdraw(work -> true);
        });
  }

  /**
   * Starts no further attempt and waits for those that run, at most so long. What is not settled
   * then stays owed, and is found again by the next {@link #start}; what an attempt that overstays
   * comes to is not written down any more.
   */
  public void stop(Duration grace) throws InterruptedException {
    lock.lock();
    try {
      isRunning = false;
      queue.withdraw(work -> true);
      long nanos = grace.toNanos();
      while (busy > 0 && nanos > 0) {
        nanos = workerFree.awaitNanos(nanos);
      }
      life++;
      busy = 0;
      queue = emptyQueue();
      setAside = new SetAside();
      turnedAway.clear();
      touched.clear();
    } finally {
      lock.unlock();
    }
    recordForTheLastTime();
  }

  private void recordForTheLastTime() {
    try {
      for (AttemptResult result : unrecorded.takeAll()) {
        recorder.record(result, () -> true, notice -> {}); // the next start finds it
      }
      retries.endOwnLeases();
    } catch (IOException | RuntimeException e) {
      LOGGER.log(System.Logger.Level.WARNING, "stopped with outcomes not written down", e);
    }
  }

  /**
   * A message is in the store, its transaction committed, and may be delivered. Returns at once; in
   * a stopped scheduler or beyond its capacity the message is found in the store later.
   */
  public void accepted(StoredEnvelope envelope) {
    List<Work> works = sorting.fresh(envelope);
    locked(
        () -> {
          for (Work work : works) {
            Offer offer = isRunning ? queue.offer(work) : Offer.KNOWN;
            if (!offer.isIn()) {
              overflow.missed(envelope.queueId());
            }
          }
        });
    startAttempts();
  }

  /** Looks for fresh mail in the store, where there is some that is not in memory. */
  void scanStore() throws IOException {
    Optional<StoreScan> due =
        underLock(
            () ->
                isRunning && overflow.isPending() && queue.size() <= limits.capacity() / 2
                    ? Optional.of(new StoreScan(store, retries, this, clock, overflow.begin()))
                    : Optional.empty());
    if (due.isEmpty()) {
      return;
    }
    StoreScan scan = due.get();
    boolean cameToTheEnd = false;
    try {
      cameToTheEnd = scan.run();
    } finally {
      Optional<String> reached = cameToTheEnd ? Optional.empty() : Optional.of(scan.reached());
      locked(() -> overflow.end(reached));
    }
    startAttempts();
  }

  /** For {@link StoreScan}. */
  Offer offerFound(Work work) {
    return underLock(() -> overflow.hasLeft(work) ? Offer.KNOWN : queue.offer(work));
  }

  /** Takes in what was claimed; {@link #startAttempts} starts it. */
  Offer offerClaimed(Work work) {
    return underLock(() -> isRunning ? queue.offer(work) : Offer.FULL);
  }

  /** Hands the executor as many attempts as there are free workers. */
  void startAttempts() {
    do {
      while (startAttempt()) {}
    } while (unpark());
  }

  /**
   * Gets what was parked into the lines that have become short.
   *
   * @return whether any came
   */
  private boolean unpark() {
    if (!isUnparking.compareAndSet(false, true)) {
      return false;
    }
    try {
      List<Parked.Entry> wanted = isRunning() ? underLock(() -> queue.wanted()) : List.of();
      for (Parked.Entry entry : wanted) {
        unpark(entry);
      }
      return !wanted.isEmpty();
    } catch (IOException e) {
      // It stays parked, and is wanted at the next look; the tick says that the store can't be
      // read.
      LOGGER.log(System.Logger.Level.DEBUG, "what is parked can't be read now", e);
      return false;
    } finally {
      isUnparking.set(false);
    }
  }

  private void unpark(Parked.Entry entry) throws IOException {
    Optional<Owed> found = store.find(entry.queueId());
    locked(
        () ->
            found.ifPresentOrElse(
                owed -> queue.unpark(entry, owed.envelope(), owed.positions()),
                () -> queue.forget(entry)));
  }

  private boolean startAttempt() {
    Work work;
    int inLife;
    lock.lock();
    try {
      Optional<Work> next = mayStart() ? queue.next() : Optional.empty();
      if (next.isEmpty()) {
        return false;
      }
      work = next.get();
      inLife = life;
      busy++;
    } finally {
      lock.unlock();
    }
    try {
      executor.execute(() -> run(work, inLife));
      return true;
    } catch (RejectedExecutionException e) {
      locked(
          () -> {
            busy--;
            queue.notStarted(work);
            queue.forget(work);
            queue.offer(work); // a later tick starts it
          });
      return false;
    }
  }

  private boolean mayStart() {
    return isRunning && busy < limits.workers() && !pauses.isDeliveryPaused();
  }

  private void run(Work work, int inLife) {
    AttemptResult result = attempt.make(work);
    if (underLock(() -> life == inLife)) {
      record(result, inLife, Duration.ZERO, true);
      startAttempts();
    }
  }

  private void record(AttemptResult result, int inLife, Duration pause, boolean endsAttempt) {
    Work work = result.work();
    List<StoredEnvelope> notices = new ArrayList<>();
    boolean isRecorded = false;
    try {
      recorder.record(result, () -> mayHaveRows(work), notices::add);
      isRecorded = true;
    } catch (IOException | RuntimeException e) {
      LOGGER.log(
          System.Logger.Level.WARNING,
          "outcome of " + work.queueId() + " not written down yet: " + e.getMessage());
    } finally {
      end(result, inLife, pause, endsAttempt, isRecorded);
    }
    notices.forEach(this::accepted);
  }

  private void end(
      AttemptResult result, int inLife, Duration pause, boolean endsAttempt, boolean isRecorded) {
    Optional<Change> change =
        underLock(
            () -> {
              if (life != inLife) {
                return Optional.empty();
              }
              if (isRecorded) {
                forget(result.work());
              } else {
                unrecorded.add(result, pause);
              }
              return endsAttempt ? endAttempt(result) : Optional.empty();
            });
    change.ifPresent(this::tell);
  }

  private Optional<Change> endAttempt(AttemptResult result) {
    busy--;
    workerFree.signalAll();
    Optional<Change> change = queue.ended(result);
    change.flatMap(Change::rest).ifPresent(rest -> begin(rest, result.work().destination()));
    return change;
  }

  private void begin(Rest rest, String destination) {
    for (Work work : queue.takeOut(w -> w.destination().equals(destination) && !w.isFresh())) {
      turnedAway.add(new TurnedAway(work, rest));
    }
    clearLine(destination, rest.until());
  }

  /** What is in line for a destination that takes nothing waits elsewhere until then. */
  private void clearLine(String destination, Instant until) {
    List<Work> line = queue.withdraw(work -> work.destination().equals(destination));
    line.stream().filter(Work::isFresh).forEach(work -> overflow.missed(work.queueId()));
    queue.unpark(destination).ifPresent(overflow::missed);
    setAside.add(destination, until, line.stream().flatMap(Work::claims).toList());
  }

  private void tell(Change change) {
    change
        .rest()
        .ifPresentOrElse(
            rest -> log.destinationRests(change.destination(), rest),
            () -> log.destinationAnswers(change.destination()));
  }

  /** For {@link QueueTick}: what was claimed belongs to a destination that is left alone. */
  void turnAway(Work work, Rest rest) {
    locked(() -> turnedAway.add(new TurnedAway(work, rest)));
  }

  /** Writes down what waits because its destination is left alone, and what has grown too old. */
  void recordTurnedAway() {
    int inLife = underLock(() -> life);
    List<TurnedAway> taken =
        underLock(
            () -> {
              List<TurnedAway> all = List.copyOf(turnedAway);
              turnedAway.clear();
              return all;
            });
    for (TurnedAway entry : taken) {
      record(attempt.turnedAway(entry.work(), entry.rest()), inLife, Duration.ZERO, false);
    }
  }

  /** Makes memory and rows what the pauses of destinations say. */
  void followPauses() throws IOException {
    Set<String> now = pauses.destinations();
    Set<String> before = underLock(() -> paused);
    for (String destination : before) {
      if (!now.contains(destination)) {
        retries.hurry(destination, clock.instant());
      }
    }
    locked(
        () -> {
          now.stream().filter(name -> !before.contains(name)).forEach(this::clearLine);
          paused = now;
        });
  }

  private void clearLine(String destination) {
    queue.destinations().closedUntil(destination).ifPresent(until -> clearLine(destination, until));
  }

  /** Whether no attempt may start, to whatever destination. */
  boolean isPaused() {
    return pauses.isDeliveryPaused();
  }

  /** For {@link QueueTick}: a destination has no room for what was claimed. */
  void setAside(String destination, Instant until, List<Claim> claims) {
    locked(() -> setAside.add(destination, until, claims));
  }

  /** Writes down what waits because of its destination. */
  void writeSetAside() throws IOException {
    SetAside taken =
        underLock(
            () -> {
              SetAside all = setAside;
              setAside = new SetAside();
              return all;
            });
    try {
      taken.writeTo(retries);
    } catch (IOException | RuntimeException e) {
      locked(() -> setAside.addAll(taken));
      throw e;
    }
  }

  /** Tries again to write down what could not be written. */
  void recordAgain() {
    int inLife = underLock(() -> life);
    for (Unrecorded due : unrecorded.takeDue()) {
      record(due.result(), inLife, due.pause(), false);
    }
  }

  private boolean mayHaveRows(Work work) {
    return underLock(() -> !work.isFresh() || touched.contains(work.queueId()));
  }

  private void forget(Work work) {
    queue.forget(work);
    overflow.left(work);
    if (!touched.isEmpty() && !queue.knows(work.queueId())) {
      touched.remove(work.queueId());
    }
  }

  /**
   * An operator is about to write rows for this message. Said before, so that an attempt that ends
   * meanwhile drops them.
   */
  void touch(QueueId queueId) {
    locked(
        () -> {
          if (queue.knows(queueId)) {
            touched.add(queueId);
          }
        });
  }

  /**
   * Takes out of line what was not begun of these recipients, who have rows now.
   *
   * @return what was taken out
   */
  List<Work> withdraw(Set<Place> places) {
    return underLock(
        () -> {
          List<Work> chosen = new ArrayList<>();
          for (Work work : queue.withdraw(w -> w.places().anyMatch(places::contains))) {
            work.only(places::contains).ifPresent(chosen::add);
            work.only(place -> !places.contains(place)).ifPresent(this::putBack);
          }
          places.forEach(overflow::left);
          places.stream()
              .map(Place::queueId)
              .distinct()
              .filter(queue::unpark)
              .forEach(overflow::missed);
          return chosen;
        });
  }

  private void putBack(Work work) {
    if (queue.offer(work) != Offer.TAKEN) {
      if (work.isFresh()) {
        overflow.missed(work.queueId());
      }
      setAside.add(work.destination(), clock.instant(), work.claims().toList());
    }
  }

  Sorting sorting() {
    return sorting;
  }

  /** Why a destination is left alone now; empty where it is not. */
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

  /** All that is in memory. */
  List<Work> works() {
    return underLock(() -> queue.works());
  }

  /** All fresh mail up to this queue id is in memory; empty: all is. */
  Optional<QueueId> freshBeyondMemory() {
    return underLock(
        () ->
            Stream.concat(
                    overflow.bound().stream(), queue.firstParked().map(Overflow::before).stream())
                .min(Comparator.naturalOrder())
                .map(QueueId::new));
  }

  boolean isUnderWay(Place place) {
    return underLock(() -> queue.isUnderWay(place));
  }

  boolean isRunning() {
    return underLock(() -> isRunning);
  }

  boolean knows(Place place) {
    return underLock(() -> queue.knows(place));
  }

  int roomForRetries() {
    return underLock(() -> queue.roomForRetries());
  }

  /** The claims that its work in memory rests on. */
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
