package org.chukei.queue;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.chukei.connector.api.QueueId;
import org.chukei.delivery.DeliveryAgent;
import org.chukei.queue.ActiveQueue.Offer;
import org.chukei.queue.Work.Standing;
import org.chukei.smtp.ForwardPath;
import org.chukei.store.MessageStore;
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
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final MessageStore store;
  private final RetryQueue retries;
  private final DeliveryAgent agent;
  private final Attempt attempt;
  private final OutcomeRecorder recorder;
  private final Executor executor;
  private final DeliveryLimits limits;
  private final Clock clock;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition workerFree = lock.newCondition();
  // All below is guarded by the lock.
  private final Overflow overflow = new Overflow();
  private final List<Unrecorded> unrecorded = new ArrayList<>();
  private final Set<QueueId> touched = new HashSet<>();
  private ActiveQueue queue;
  private boolean isRunning;
  private int busy;
  private int life;

  /** A result that could not be written down, and when to try that again. */
  private record Unrecorded(AttemptResult result, Instant again, Duration pause) {}

  DeliveryScheduler(
      MessageStore store,
      RetryQueue retries,
      DeliveryAgent agent,
      Attempt attempt,
      OutcomeRecorder recorder,
      Executor executor,
      DeliveryLimits limits,
      Clock clock) {
    this.store = store;
    this.retries = retries;
    this.agent = agent;
    this.attempt = attempt;
    this.recorder = recorder;
    this.executor = executor;
    this.limits = limits;
    this.clock = clock;
    this.queue = new ActiveQueue(limits);
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
      queue = new ActiveQueue(limits);
      touched.clear();
    } finally {
      lock.unlock();
    }
    recordForTheLastTime();
  }

  private void recordForTheLastTime() {
    List<Unrecorded> last = new ArrayList<>();
    locked(
        () -> {
          last.addAll(unrecorded);
          unrecorded.clear();
        });
    try {
      for (Unrecorded entry : last) {
        recorder.record(entry.result(), () -> true);
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
    Map<Integer, Standing> fresh = new LinkedHashMap<>();
    for (int position = 0; position < envelope.recipients().size(); position++) {
      fresh.put(position, Standing.FRESH);
    }
    List<Work> works = works(envelope, fresh, true);
    locked(
        () -> {
          for (Work work : works) {
            Offer offer = isRunning ? queue.offer(work) : Offer.KNOWN;
            if (offer == Offer.FULL || offer == Offer.LINE_FULL) {
              overflow.missed(envelope.queueId());
            }
          }
        });
    startAttempts();
  }

  /** One piece of work for each destination. */
  List<Work> works(StoredEnvelope envelope, Map<Integer, Standing> recipients, boolean isFresh) {
    Map<String, Map<Integer, Standing>> byDestination = new LinkedHashMap<>();
    recipients.forEach(
        (position, standing) ->
            byDestination
                .computeIfAbsent(destination(envelope.path(position)), d -> new LinkedHashMap<>())
                .put(position, standing));
    return byDestination.entrySet().stream()
        .map(entry -> new Work(envelope, entry.getKey(), entry.getValue(), isFresh))
        .toList();
  }

  private String destination(ForwardPath recipient) {
    try {
      return agent.destination(recipient);
    } catch (RuntimeException e) {
      // It can't tell now; the attempt will meet the same trouble, and be deferred.
      return recipient.mailbox().map(mailbox -> mailbox.domain().key()).orElse("local");
    }
  }

  /** Looks for fresh mail in the store, where there is some that is not in memory. */
  void scanStore() throws IOException {
    Optional<StoreScan> due = Optional.empty();
    lock.lock();
    try {
      if (isRunning && overflow.isPending() && queue.size() <= limits.capacity() / 2) {
        due = Optional.of(new StoreScan(store, retries, this, clock, overflow.begin()));
      }
    } finally {
      lock.unlock();
    }
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
    lock.lock();
    try {
      return overflow.hasLeft(work) ? Offer.KNOWN : queue.offer(work);
    } finally {
      lock.unlock();
    }
  }

  /** Takes in what was claimed; {@link #startAttempts} starts it. */
  Offer offerClaimed(Work work) {
    lock.lock();
    try {
      return isRunning ? queue.offer(work) : Offer.FULL;
    } finally {
      lock.unlock();
    }
  }

  /** Hands the executor as many attempts as there are free workers. */
  void startAttempts() {
    while (startAttempt()) {}
  }

  private boolean startAttempt() {
    Work work;
    int inLife;
    lock.lock();
    try {
      Optional<Work> next = isRunning && busy < limits.workers() ? queue.next() : Optional.empty();
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
            queue.ended(work);
            queue.forget(work);
            queue.offer(work); // a later tick starts it
          });
      return false;
    }
  }

  private void run(Work work, int inLife) {
    AttemptResult result = attempt.make(work);
    if (isLife(inLife)) {
      record(result, inLife, FIRST_PAUSE, true);
      startAttempts();
    }
  }

  private boolean isLife(int inLife) {
    lock.lock();
    try {
      return life == inLife;
    } finally {
      lock.unlock();
    }
  }

  private void record(AttemptResult result, int inLife, Duration pause, boolean endsAttempt) {
    Work work = result.work();
    List<StoredEnvelope> notices = List.of();
    boolean isRecorded = false;
    try {
      notices = recorder.record(result, () -> mayHaveRows(work));
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
    locked(
        () -> {
          if (life != inLife) {
            return;
          }
          if (endsAttempt) {
            busy--;
            queue.ended(result.work());
            workerFree.signalAll();
          }
          if (isRecorded) {
            forget(result.work());
          } else {
            Duration longer = pause.multipliedBy(2);
            unrecorded.add(
                new Unrecorded(
                    result,
                    clock.instant().plus(pause),
                    longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer));
          }
        });
  }

  /** Tries again to write down what could not be written. */
  void recordAgain() {
    List<Unrecorded> due = new ArrayList<>();
    int inLife;
    lock.lock();
    try {
      Instant now = clock.instant();
      unrecorded.removeIf(entry -> !entry.again().isAfter(now) && due.add(entry));
      inLife = life;
    } finally {
      lock.unlock();
    }
    due.forEach(entry -> record(entry.result(), inLife, entry.pause(), false));
  }

  private boolean mayHaveRows(Work work) {
    lock.lock();
    try {
      return !work.isFresh() || touched.contains(work.queueId());
    } finally {
      lock.unlock();
    }
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

  /** Takes out of line what was not begun of this message. */
  List<Work> withdraw(QueueId queueId) {
    lock.lock();
    try {
      List<Work> withdrawn = queue.withdraw(work -> work.queueId().equals(queueId));
      withdrawn.forEach(overflow::left);
      return withdrawn;
    } finally {
      lock.unlock();
    }
  }

  boolean isRunning() {
    lock.lock();
    try {
      return isRunning;
    } finally {
      lock.unlock();
    }
  }

  boolean knows(Place place) {
    lock.lock();
    try {
      return queue.knows(place);
    } finally {
      lock.unlock();
    }
  }

  int roomForRetries() {
    lock.lock();
    try {
      return queue.roomForRetries();
    } finally {
      lock.unlock();
    }
  }

  /** The claims that its work in memory rests on. */
  List<Claim> claims() {
    lock.lock();
    try {
      return queue.claims();
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
