package org.chukei.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import org.chukei.metrics.LatencyHistogram;

/**
 * Makes segment files. A file is filled with zeros and forced under another name, so that a
 * fdatasync of what is written into it later moves no metadata and a full disk shows before
 * anything was promised; the next one is filled beside the traffic.
 */
final class NewSegments {

  static final String SUFFIX = ".new";

  private static final int PIECE = 1 << 20;
  private static final int LITTLE = 64 << 10;
  private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(PIECE).asReadOnlyBuffer();

  private final Disk disk;
  private final Executor executor;
  private final int segmentSize;
  private final ByteBuffer buffer;
  private final LatencyHistogram forces;
  private Optional<FutureTask<Filled>> next = Optional.empty();
  private int fileNumber;

  private record Filled(String name, Disk.Writer writer, int size) {}

  /**
   * @param segmentSize of a file, in octets; a frame that needs more gets a file for itself
   * @param forces of what is written to them later
   */
  NewSegments(Disk disk, Executor executor, int segmentSize, LatencyHistogram forces) {
    this.disk = disk;
    this.executor = executor;
    this.segmentSize = segmentSize;
    this.forces = forces;
    this.buffer = ByteBuffer.allocateDirect(Math.min(PIECE, segmentSize));
  }

  /** Begins to fill the next file, unless one is there. */
  void prepare() {
    if (next.isEmpty()) {
      String name = newName();
      FutureTask<Filled> task = new FutureTask<>(() -> fillIfThereIsSpace(name, segmentSize));
      next = Optional.of(task);
      try {
        executor.execute(task);
      } catch (RejectedExecutionException e) {
        next = Optional.empty(); // filled when it is needed, then
      }
    }
  }

  /**
   * @param needed octets that frames need
   * @param inLittleSpace a small file, into the reserve
   * @throws IOException mostly for want of space; then no file is left, or one that holds nothing
   */
  ActiveSegment open(SegmentHeader header, int needed, boolean inLittleSpace) throws IOException {
    Filled filled;
    if (inLittleSpace) {
      int size = Math.max(SegmentHeader.LENGTH + needed, Math.min(LITTLE, segmentSize));
      filled = fill(newName(), size);
    } else if (SegmentHeader.LENGTH + needed > segmentSize) {
      filled = fillIfThereIsSpace(newName(), SegmentHeader.LENGTH + needed);
    } else {
      filled = prepared();
    }
    String name = Segment.name(header.number());
    try {
      filled.writer().write(header.encode(), 0);
      filled.writer().force();
      disk.rename(filled.name(), name);
      disk.forceFolder(Disk.ROOT);
    } catch (IOException | RuntimeException e) {
      discard(filled.writer(), filled.name(), e);
      discard(filled.writer(), name, e);
      throw e;
    }
    return new ActiveSegment(
        new Segment(header, filled.size()), filled.writer(), filled.size(), buffer, forces);
  }

  private Filled prepared() throws IOException {
    if (next.isPresent()) {
      FutureTask<Filled> task = next.get();
      next = Optional.empty();
      task.run(); // where the executor has not come to it
      try {
        return task.get();
      } catch (ExecutionException e) {
        // There may be space by now.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while waiting for a new segment", e);
      }
    }
    return fillIfThereIsSpace(newName(), segmentSize);
  }

  private String newName() {
    return "%010d%s".formatted(++fileNumber, SUFFIX);
  }

  private Filled fillIfThereIsSpace(String name, int size) throws IOException {
    // The reserve is for the database and the logs, which mostly share the disk.
    if (disk.usable() < size + segmentSize / 4L) {
      throw new NoSpaceException("no space for a new segment in " + disk);
    }
    return fill(name, size);
  }

  private Filled fill(String name, int size) throws IOException {
    Disk.Writer writer = disk.create(name);
    try {
      ByteBuffer zeros = ZEROS.duplicate();
      for (int at = 0; at < size; at += zeros.capacity()) {
        zeros.clear().limit(Math.min(zeros.capacity(), size - at));
        writer.write(zeros, at);
      }
      writer.force();
      return new Filled(name, writer, size);
    } catch (IOException | RuntimeException e) {
      discard(writer, name, e);
      throw e;
    }
  }

  private void discard(Disk.Writer writer, String name, Exception why) {
    try {
      writer.close();
      disk.delete(name);
    } catch (IOException e) {
      why.addSuppressed(e);
    }
  }

  /** What was prepared is deleted. */
  void close() throws IOException {
    if (next.isPresent()) {
      next.get().cancel(false);
      try {
        Filled filled = next.get().get();
        filled.writer().close();
        disk.delete(filled.name());
      } catch (ExecutionException | java.util.concurrent.CancellationException e) {
        // Nothing was made, or the next start deletes it.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      next = Optional.empty();
    }
  }
}
