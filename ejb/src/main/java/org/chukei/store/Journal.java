package org.chukei.store;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * The way into the {@link SegmentChain}, and its flusher: a task that runs while something waits,
 * and makes durable with one write and one fdatasync all that has come together during the last
 * one. One flusher runs at a time; what is said to be its business needs no lock.
 */
final class Journal {

  private static final System.Logger LOGGER = System.getLogger(Journal.class.getName());
  private static final int GROUP = 8 << 20;

  private final NewSegments newSegments;
  private final Executor executor;
  private final RandomGenerator salts;

  private final Deque<Write> waiting = new ArrayDeque<>();
  private final Deque<Asked> asked = new ArrayDeque<>();
  private boolean running;
  private boolean open;
  private Optional<Housekeeping> housekeeping = Optional.empty();

  // The flusher's.
  private final List<Write> owed = new ArrayList<>();
  private Optional<SegmentChain> chain = Optional.empty();
  private boolean tryAgainLater;

  /** Written by the flusher alone; said so in the log. */
  private volatile Optional<String> trouble = Optional.empty();

  private volatile boolean isAsked;

  /** Does its work in small steps while nobody waits, and between groups. */
  interface Housekeeping {

    /** A new segment is there, whose records are to be kept in mind. */
    void opened(Segment segment);

    /**
     * @return what is to be written for it; empty: nothing is left to do
     */
    List<Write> step();
  }

  /** What is done between two groups, while nothing is written. */
  @FunctionalInterface
  interface Between {

    /**
     * @param active what will be written to next; empty: there is trouble
     */
    void run(Optional<ActiveSegment> active) throws IOException;
  }

  private record Asked(Between work, CompletableFuture<Void> done) {

    void answer(Optional<ActiveSegment> active) {
      try {
        work.run(active);
        done.complete(null);
      } catch (IOException | RuntimeException e) {
        done.completeExceptionally(e);
      }
    }
  }

  /**
   * @param executor runs the flusher, and beside it the filling of new segments: two threads
   */
  Journal(NewSegments newSegments, Executor executor, RandomGenerator salts) {
    this.newSegments = newSegments;
    this.executor = executor;
    this.salts = salts;
  }

  /**
   * @param next the header of the next segment, but for the salt
   */
  void open(SegmentHeader next, Housekeeping housekeeping) {
    synchronized (this) {
      this.chain = Optional.of(new SegmentChain(newSegments, salts, next, housekeeping::opened));
      this.housekeeping = Optional.of(housekeeping);
      running = true;
    }
    // A full disk is no reason not to start: what is delivered makes room.
    try {
      chain().open();
    } catch (IOException | RuntimeException e) {
      trouble(e);
      tryAgainLater = true;
    }
    synchronized (this) {
      open = true;
      running = false;
    }
    start();
  }

  private SegmentChain chain() {
    return chain.orElseThrow();
  }

  /**
   * Hands it to the flusher, and does not wait.
   *
   * @throws IOException the journal is closed; it is not written
   */
  void hand(Write write) throws IOException {
    synchronized (this) {
      if (!open) {
        throw new IOException("the store is closed");
      }
      waiting.add(write);
    }
    start();
  }

  /** Has it done in the flusher, and waits for it; all that was acknowledged before is written. */
  void between(Between work) throws IOException {
    Asked ask = new Asked(work, new CompletableFuture<>());
    synchronized (this) {
      if (!open) {
        throw new IOException("the store is closed");
      }
      asked.add(ask);
    }
    start();
    try {
      ask.done().join();
    } catch (CompletionException e) {
      throw new IOException(e.getCause().getMessage(), e.getCause());
    }
  }

  private void start() {
    synchronized (this) {
      if (running) {
        return;
      }
      running = true;
    }
    try {
      executor.execute(this::run);
    } catch (RuntimeException | Error e) { // rejected, or no thread to be had
      List<Write> group;
      synchronized (this) {
        group = takeWaiting();
        running = false;
      }
      IOException noThread = new IOException("no thread for the store", e);
      fail(group, noThread);
      takeAsked().forEach(ask -> ask.done().completeExceptionally(noThread));
    }
  }

  private void run() {
    boolean interrupted = false;
    boolean more = true;
    while (more) {
      // An interrupt would close the file under us; who sent it does not know what we do here.
      interrupted |= Thread.interrupted();
      List<Write> group;
      synchronized (this) {
        group = takeWaiting();
      }
      takeAsked().forEach(ask -> ask.answer(chain().active()));
      if (group.isEmpty() && tryAgainLater && !isMended()) {
        // What is owed waits for somebody to come: the disk is not tried in a loop.
        more = !rest();
        continue;
      }
      group.addAll(0, owed);
      owed.clear();
      if (!tryAgainLater) {
        group.addAll(0, tidy());
      }
      if (group.isEmpty()) {
        more = !rest();
      } else {
        write(group);
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Where somebody has asked, whether there is a segment to write to, or can be. */
  private boolean isMended() {
    if (!isAsked) {
      return false;
    }
    isAsked = false;
    try {
      chain().open();
      mended();
      return true;
    } catch (IOException | RuntimeException e) {
      trouble(e);
      return false;
    }
  }

  Optional<String> trouble() {
    return trouble;
  }

  /** Has the flusher look whether its trouble is over. */
  void tryAgain() {
    if (trouble.isPresent()) {
      isAsked = true;
      start();
    }
  }

  private List<Write> takeWaiting() {
    List<Write> group = new ArrayList<>();
    long octets = 0;
    while (!waiting.isEmpty() && octets < GROUP) {
      Write write = waiting.remove();
      group.add(write);
      octets += write.frame().length();
    }
    return group;
  }

  private synchronized List<Asked> takeAsked() {
    List<Asked> all = List.copyOf(asked);
    asked.clear();
    return all;
  }

  private List<Write> tidy() {
    try {
      return housekeeping.orElseThrow().step();
    } catch (RuntimeException e) {
      LOGGER.log(Level.ERROR, "the queue's segments can't be tidied up", e);
      return List.of();
    }
  }

  private synchronized boolean rest() {
    if (!waiting.isEmpty() || !asked.isEmpty()) {
      return false;
    }
    running = false;
    notifyAll();
    return true;
  }

  private void write(List<Write> group) {
    try {
      chain().append(group, false);
      mended();
    } catch (SegmentChain.Failure e) {
      fail(e.left(), e.getCause());
      trouble(e.getCause());
      if (e.needsSegment() && !owed.isEmpty()) {
        writeOwedInLittleSpace();
      } else {
        tryAgainLater = true;
      }
    }
  }

  /** On a full disk, what is delivered must be written down all the same, or no room is made. */
  private void writeOwedInLittleSpace() {
    List<Write> group = List.copyOf(owed);
    owed.clear();
    try {
      chain().append(group, true);
      tryAgainLater = false;
    } catch (SegmentChain.Failure e) {
      fail(e.left(), e.getCause());
      tryAgainLater = true;
    }
  }

  private void mended() {
    tryAgainLater = false;
    if (trouble.isPresent()) {
      trouble = Optional.empty();
      LOGGER.log(Level.INFO, "the store takes messages again");
    }
  }

  private void trouble(Throwable e) {
    if (trouble.isEmpty()) {
      LOGGER.log(Level.ERROR, "the store can't take messages: " + e.getMessage(), e);
    }
    trouble = Optional.of(String.valueOf(e.getMessage()));
  }

  private void fail(List<Write> group, Throwable why) {
    for (Write write : group) {
      if (write.isOwed()) {
        owed.add(write);
      } else {
        write.outcome().completeExceptionally(why);
      }
    }
  }

  /** Writes what waits and takes no more. */
  void close() throws IOException {
    boolean isIdle;
    synchronized (this) {
      if (!open) {
        return;
      }
      open = false;
      isIdle = !running;
      running = true;
    }
    if (isIdle) {
      run(); // here: at the application's stop there may be no more threads
    }
    boolean interrupted = false;
    synchronized (this) {
      while (running) {
        try {
          wait();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      running = true; // nobody else's any more
    }
    if (!owed.isEmpty()) {
      List<Write> last = List.copyOf(owed);
      owed.clear();
      write(last);
    }
    chain().close();
    newSegments.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
