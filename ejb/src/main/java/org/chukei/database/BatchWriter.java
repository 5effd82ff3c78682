package org.chukei.database;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Writes what has gathered, so that nobody whose doings are recorded waits for the database. Where
 * it is away, that is said once. Safe for many threads.
 */
public final class BatchWriter<T> {

  private static final Logger LOG = System.getLogger(BatchWriter.class.getName());

  private final String what;
  private final Batches<T> batches;
  private final Sink<T> sink;
  private final AtomicBoolean away = new AtomicBoolean();

  /** Takes a whole batch or nothing of it. */
  @FunctionalInterface
  public interface Sink<T> {
    void add(List<T> batch) throws IOException;
  }

  /**
   * @param what it is, for the server log: {@code decisions}
   */
  public BatchWriter(String what, Batches<T> batches, Sink<T> sink) {
    this.what = what;
    this.batches = batches;
    this.sink = sink;
  }

  /**
   * Writes one batch.
   *
   * @return whether there was one, and the database took it
   */
  public synchronized boolean flush() {
    List<T> batch = batches.take();
    if (batch.isEmpty()) {
      return false;
    }
    try {
      sink.add(batch);
      batches.written();
      away.set(false);
      return true;
    } catch (IOException | RuntimeException e) {
      batches.notWritten();
      if (!away.getAndSet(true)) {
        LOG.log(Level.WARNING, what + " can't be recorded now, and wait in memory", e);
      }
      return false;
    }
  }
}
