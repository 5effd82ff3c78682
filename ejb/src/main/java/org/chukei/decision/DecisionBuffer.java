package org.chukei.decision;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.chukei.connector.api.DecisionId;
import org.chukei.connector.api.Verdict;
import org.chukei.database.Batches;
import org.chukei.policy.Decision;

/**
 * Decisions on their way to the database. Adding one never waits for anything but memory. Of
 * acceptances it keeps a fair sample where there are too many of them; refusals and deferrals wait
 * their turn, and are lost only when the database has not taken any for so long that the room for
 * them is full. Safe for many threads.
 */
final class DecisionBuffer implements Batches<Decision> {

  /** Refusals and deferrals that may wait; a kilobyte each. */
  static final int ROOM = 20_000;

  private final int batch;
  private final Deque<Decision> refused = new ArrayDeque<>();
  private final List<Decision> accepted = new ArrayList<>();
  private List<Decision> beingWritten = List.of();
  private long acceptedSinceTaken;
  private long seen;
  private long written;

  /**
   * @param batch the most of one batch
   */
  DecisionBuffer(int batch) {
    this.batch = batch;
  }

  synchronized void add(Decision decision) {
    seen++;
    if (!(decision.verdict() instanceof Verdict.Accepted)) {
      if (refused.size() < ROOM) {
        refused.addLast(decision);
      }
      return;
    }
    acceptedSinceTaken++;
    if (accepted.size() < batch) {
      accepted.add(decision);
      return;
    }
    // Reservoir sampling: each one of this batch's time is kept with the same chance.
    long place = ThreadLocalRandom.current().nextLong(acceptedSinceTaken);
    if (place < batch) {
      accepted.set((int) place, decision);
    }
  }

  /** Refusals and deferrals first, acceptances as far as there is room. */
  @Override
  public synchronized List<Decision> take() {
    List<Decision> taken = new ArrayList<>();
    while (taken.size() < batch && !refused.isEmpty()) {
      taken.add(refused.removeFirst());
    }
    taken.addAll(accepted.subList(0, Math.min(accepted.size(), batch - taken.size())));
    accepted.clear();
    acceptedSinceTaken = 0;
    beingWritten = taken;
    return taken;
  }

  @Override
  public synchronized void written() {
    written += beingWritten.size();
    beingWritten = List.of();
  }

  /** What refused goes back, a sample can be done without. */
  @Override
  public synchronized void notWritten() {
    for (int i = beingWritten.size() - 1; i >= 0; i--) {
      Decision decision = beingWritten.get(i);
      if (!(decision.verdict() instanceof Verdict.Accepted) && refused.size() < ROOM) {
        refused.addFirst(decision);
      }
    }
    beingWritten = List.of();
  }

  synchronized Optional<Decision> find(DecisionId id) {
    return Stream.of(beingWritten, refused, accepted)
        .flatMap(Collection::stream)
        .filter(decision -> decision.id().equals(id))
        .findFirst();
  }

  /** Decisions added so far. */
  synchronized long seen() {
    return seen;
  }

  /** Of these, the ones in the database. */
  synchronized long recorded() {
    return written;
  }
}
