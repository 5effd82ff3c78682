package org.chukei.queue;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.chukei.cluster.Lease;
import org.chukei.cluster.Lease.TakenOver;
import org.chukei.queue.QueueMemory.Begun;
import org.chukei.store.MessageStore;
import org.chukei.store.StoredEnvelope;

/**
 * Decides which message is tried next, and has it tried on the executor. What it knows is in {@link
 * QueueMemory}; when rows are due is {@link QueueTick}'s business, what an attempt comes to {@link
 * Attempt}'s, and that it is written down {@link Recording}'s. Safe for many threads.
 *
 * <p>Nothing here needs to survive: what is lost with this memory is found again in the store.
 */
public final class DeliveryScheduler {

  private static final System.Logger LOGGER = System.getLogger(DeliveryScheduler.class.getName());

  private final MessageStore store;
  private final RetryQueue retries;
  private final Sorting sorting;
  private final Attempt attempt;
  private final Executor executor;
  private final Pauses pauses;
  private final Lease lease;
  private final DeliveryLog log;
  private final Clock clock;
  private final QueueMemory memory;
  private final Recording recording;
  private final AtomicBoolean isUnparking = new AtomicBoolean();

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
      Lease lease,
      Waits rests,
      DeliveryLog log,
      Clock clock) {
    this.store = store;
    this.retries = retries;
    this.sorting = sorting;
    this.attempt = attempt;
    this.executor = executor;
    this.pauses = pauses;
    this.lease = lease;
    this.log = log;
    this.clock = clock;
    this.memory = new QueueMemory(limits, pauses, lease, rests, clock);
    this.recording = new Recording(memory, retries, attempt, recorder, log, this::accepted, clock);
  }

  /**
   * Takes up what a former life left in the store and begins to deliver.
   *
   * @throws IOException the store or the database can't be read; not started
   */
  public void start() throws IOException {
    store.recover();
    lease.begin();
    retries.endOwnLeases();
    memory.begin();
    try {
      scanStore();
    } catch (IOException e) {
      memory.beginNoMore();
      throw e;
    }
  }

  /** The beginning of {@link #stop}: starts no further attempt, and does not wait. */
  public void startNoMore() {
    memory.beginNoMore();
  }

  /**
   * Starts no further attempt and waits for those that run, at most so long. What is not settled
   * then stays owed, and is found again by the next {@link #start}; what an attempt that overstays
   * comes to is not written down any more.
   */
  public void stop(Duration grace) throws InterruptedException {
    memory.end(grace);
    recording.forTheLastTime();
    try {
      lease.release();
    } catch (IOException e) {
      LOGGER.log(System.Logger.Level.WARNING, "other nodes wait until the lease runs out", e);
    }
  }

  /**
   * A message is in the store, its transaction committed, and may be delivered. Returns at once; in
   * a stopped scheduler or beyond its capacity the message is found in the store later.
   */
  public void accepted(StoredEnvelope envelope) {
    memory.offerFresh(sorting.fresh(envelope));
    startAttempts();
  }

  /**
   * Keeps the mail this node's own, and makes its own what nodes that died have left. Where another
   * node has taken over, what is in memory is forgotten: it is that node's to deliver.
   */
  void keepLease() throws IOException {
    switch (lease.renew()) {
      case NOT_DUE -> {}
      case RENEWED -> {
        for (TakenOver taken : lease.takeOver()) {
          log.tookOver(taken);
          memory.lookAgain();
        }
      }
      case LOST -> {
        log.lostLease();
        memory.beginAnew(); // first: nothing begins before the lease is held again
        lease.begin();
        retries.endOwnLeases();
      }
    }
  }

  /** How the destinations are that mail goes to. */
  public DestinationCounts destinations() {
    return memory.destinations();
  }

  /** Looks for fresh mail in the store, where there is some that is not in memory. */
  void scanStore() throws IOException {
    Optional<String> from = memory.beginScan();
    if (from.isEmpty()) {
      return;
    }
    StoreScan scan = new StoreScan(store, retries, sorting, memory, clock, from.get());
    boolean cameToTheEnd = false;
    try {
      cameToTheEnd = scan.run();
    } finally {
      memory.endScan(cameToTheEnd ? Optional.empty() : Optional.of(scan.reached()));
    }
    startAttempts();
  }

  /** Hands the executor as many attempts as there are free workers. */
  void startAttempts() {
    do {
      while (startAttempt()) {}
    } while (unpark());
  }

  private boolean startAttempt() {
    Optional<Begun> begun = memory.next();
    if (begun.isEmpty()) {
      return false;
    }
    try {
      executor.execute(() -> run(begun.get()));
      return true;
    } catch (RejectedExecutionException e) {
      memory.notBegun(begun.get().work());
      return false;
    }
  }

  private void run(Begun begun) {
    recording.attempted(attempt.make(begun.work()), begun.life());
    startAttempts();
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
      List<Parked.Entry> wanted = memory.wanted();
      for (Parked.Entry entry : wanted) {
        memory.unpark(entry, store.find(entry.queueId()));
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

  /** Makes memory and rows what the pauses of destinations say. */
  void followPauses() throws IOException {
    for (String destination : memory.followPauses()) {
      retries.hurry(destination, clock.instant());
    }
  }

  /** Whether no attempt may start, to whatever destination. */
  boolean isPaused() {
    return pauses.isDeliveryPaused();
  }

  QueueMemory memory() {
    return memory;
  }

  Recording recording() {
    return recording;
  }

  Sorting sorting() {
    return sorting;
  }
}
