package org.chukei.queue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Has deferrals that come at the same time written together: while one group is being written, the
 * next one gathers, and whoever is first to find the way free writes it for all. So a next hop that
 * defers a flood costs the database a few transactions and not one for each attempt. Safe for many
 * threads.
 */
final class DeferralGroups {

  /** Writes a group in one transaction. */
  @FunctionalInterface
  interface Writer {
    void write(List<Deferral> group) throws IOException;
  }

  private static final class Group {
    private final List<Deferral> deferrals = new ArrayList<>();
    // Both guarded by the lock.
    private boolean isDone;
    private Optional<Exception> failure = Optional.of(new IllegalStateException("not written"));
  }

  private final Writer writer;
  private final ReentrantLock writing = new ReentrantLock();
  private Group gathering = new Group(); // guarded by this object's monitor

  DeferralGroups(Writer writer) {
    this.writer = writer;
  }

  /**
   * Returns when they are written.
   *
   * @throws IOException the group could not be written, for each of those who are in it
   */
  void write(Collection<Deferral> deferrals) throws IOException {
    Group group;
    synchronized (this) {
      group = gathering;
      group.deferrals.addAll(deferrals);
    }
    writing.lock();
    try {
      if (!group.isDone) {
        close(group);
        writeFor(group);
      }
    } finally {
      writing.unlock();
    }
    if (group.failure.isPresent()) {
      throw new IOException(group.failure.get().getMessage(), group.failure.get());
    }
  }

  private synchronized void close(Group group) {
    if (gathering == group) {
      gathering = new Group();
    }
  }

  private void writeFor(Group group) {
    try {
      writer.write(group.deferrals);
      group.failure = Optional.empty();
    } catch (IOException | RuntimeException e) {
      group.failure = Optional.of(e);
    } finally {
      group.isDone = true;
    }
  }

  /** How many wait for the group that is being written now. */
  synchronized int gathered() {
    return gathering.deferrals.size();
  }
}
