package org.chukei.queue;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.chukei.queue.Aside.TurnedAway;
import org.chukei.queue.Destinations.Change;
import org.chukei.queue.UnrecordedResults.Unrecorded;
import org.chukei.store.StoredEnvelope;

/**
 * Sees to it that what attempts come to is written down, by {@link OutcomeRecorder}, and now or
 * later: what can't be is kept in memory and tried again. Safe for many threads.
 */
final class Recording {

  private static final System.Logger LOGGER = System.getLogger(Recording.class.getName());

  private final QueueMemory memory;
  private final RetryQueue retries;
  private final Attempt attempt;
  private final OutcomeRecorder recorder;
  private final DeliveryLog log;
  private final Consumer<StoredEnvelope> whenPut;
  private final UnrecordedResults unrecorded;

  /**
   * @param whenPut is told of the notices that are put
   */
  Recording(
      QueueMemory memory,
      RetryQueue retries,
      Attempt attempt,
      OutcomeRecorder recorder,
      DeliveryLog log,
      Consumer<StoredEnvelope> whenPut,
      Clock clock) {
    this.memory = memory;
    this.retries = retries;
    this.attempt = attempt;
    this.recorder = recorder;
    this.log = log;
    this.whenPut = whenPut;
    this.unrecorded = new UnrecordedResults(clock);
  }

  /** An attempt has ended; in a later life than it was begun in, that is nothing. */
  void attempted(AttemptResult result, int inLife) {
    if (memory.life() != inLife) {
      return;
    }
    List<StoredEnvelope> notices = new ArrayList<>();
    try {
      record(result, inLife, Duration.ZERO, notices);
    } finally {
      memory.ended(result, inLife).ifPresent(this::tell);
    }
    notices.forEach(whenPut);
  }

  private void tell(Change change) {
    change
        .rest()
        .ifPresentOrElse(
            rest -> log.destinationRests(change.destination(), rest),
            () -> log.destinationAnswers(change.destination()));
  }

  /**
   * @param pause that was made since it was tried last
   */
  private void record(
      AttemptResult result, int inLife, Duration pause, List<StoredEnvelope> notices) {
    Work work = result.work();
    boolean isRecorded = false;
    try {
      recorder.record(result, () -> memory.mayHaveRows(work), notices::add);
      isRecorded = true;
    } catch (IOException | RuntimeException e) {
      LOGGER.log(
          System.Logger.Level.WARNING,
          "outcome of " + work.queueId() + " not written down yet: " + e.getMessage());
    } finally {
      if (isRecorded) {
        memory.recorded(work, inLife);
      } else if (memory.life() == inLife) {
        unrecorded.add(result, pause);
      }
    }
  }

  /** Tries again to write down what could not be written. */
  void again() {
    int inLife = memory.life();
    List<StoredEnvelope> notices = new ArrayList<>();
    for (Unrecorded due : unrecorded.takeDue()) {
      record(due.result(), inLife, due.pause(), notices);
    }
    notices.forEach(whenPut);
  }

  /** Writes down what waits because of its destination, and what has grown too old. */
  void aside() throws IOException {
    int inLife = memory.life();
    Aside taken = memory.takeAside();
    List<StoredEnvelope> notices = new ArrayList<>();
    for (TurnedAway entry : taken.turnedAway()) {
      AttemptResult result = attempt.turnedAway(entry.work(), entry.rest());
      record(result, inLife, Duration.ZERO, notices);
    }
    try {
      taken.writeTo(retries);
    } catch (IOException | RuntimeException e) {
      memory.putBack(taken);
      throw e;
    } finally {
      notices.forEach(whenPut);
    }
  }

  /** At the end of a life: writes down what still can be, and gives back what was claimed. */
  void forTheLastTime() {
    try {
      for (AttemptResult result : unrecorded.takeAll()) {
        recorder.record(result, () -> true, notice -> {}); // the next start finds it
      }
      retries.endOwnLeases();
    } catch (IOException | RuntimeException e) {
      LOGGER.log(System.Logger.Level.WARNING, "stopped with outcomes not written down", e);
    }
  }
}
