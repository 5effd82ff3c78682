package org.chukei.maillog;

import java.io.IOException;
import java.io.Writer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes lines to a file in the background, so that no reply ever waits for the disk. Bounded: when
 * the disk can't keep up, lines are dropped and counted, and the count is written when it can. The
 * file is opened anew for each batch, so that it may be moved away by log rotation at any time.
 */
final class LineWriter {

  private static final Logger LOG = System.getLogger(LineWriter.class.getName());
  private static final int CAPACITY = 20_000;
  private static final int BATCH = 5_000;

  /**
   * How long lines come together before they are written: to open a file costs more than a line.
   */
  private static final Duration GATHERING = Duration.ofMillis(20);

  private final Path file;
  private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(CAPACITY);
  private final AtomicLong dropped = new AtomicLong();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  LineWriter(Path file) {
    this.file = file;
  }

  /** Occupies one thread of the executor until {@link #stop}. */
  void start(Executor executor) {
    executor.execute(this::drain);
  }

  /** Never blocks. */
  void write(String line) {
    if (!lines.offer(line)) {
      dropped.incrementAndGet();
    }
  }

  /** Writes what is waiting and ends; waits so long for that at the most. */
  void stop(Duration grace) throws InterruptedException {
    stopping.countDown();
    ended.await(grace.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void drain() {
    List<String> batch = new ArrayList<>(BATCH);
    try {
      while (stopping.getCount() > 0 || !lines.isEmpty()) {
        String first = lines.poll(200, TimeUnit.MILLISECONDS);
        if (first != null) {
          stopping.await(GATHERING.toNanos(), TimeUnit.NANOSECONDS);
          batch.add(first);
          lines.drainTo(batch, BATCH - 1);
          append(batch);
          batch.clear();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended.countDown();
    }
  }

  private void append(List<String> batch) {
    try {
      Files.createDirectories(file.getParent());
      try (Writer out =
          Files.newBufferedWriter(
              file,
              StandardCharsets.US_ASCII,
              StandardOpenOption.CREATE,
              StandardOpenOption.APPEND)) {
        long lost = dropped.getAndSet(0);
        if (lost > 0) {
          out.write(
              "mail log: " + lost + " lines were dropped, because the disk could not keep up\n");
        }
        for (String line : batch) {
          out.write(line);
          out.write('\n');
        }
      }
    } catch (IOException e) {
      dropped.addAndGet(batch.size());
      LOG.log(Level.WARNING, "the mail log " + file + " can't be written: " + e);
    }
  }
}
