package org.chukei.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.chukei.metrics.LatencyHistogram;

/** The segment that is written to, by the flusher alone. */
final class ActiveSegment {

  private final Segment segment;
  private final Disk.Writer writer;
  private final ByteBuffer buffer;
  private final int size;
  private final LatencyHistogram forces;
  private int synced = SegmentHeader.LENGTH;

  /**
   * @param buffer for the group that is being written
   * @param forces is told how long each one took
   */
  ActiveSegment(
      Segment segment, Disk.Writer writer, int size, ByteBuffer buffer, LatencyHistogram forces) {
    this.segment = segment;
    this.writer = writer;
    this.size = size;
    this.buffer = buffer;
    this.forces = forces;
  }

  Segment segment() {
    return segment;
  }

  /** All before it is durable; nothing lies behind it. */
  int end() {
    return synced;
  }

  boolean isHalfFull() {
    return synced > size / 2;
  }

  /** How many octets of frames still go into it. */
  int room() {
    return size - synced;
  }

  /**
   * Writes a group that has room, and makes it durable. After an exception nobody knows what of it
   * is on the disk, and nothing more may be written here (a failed fsync may have dropped pages,
   * and the next one would say yes).
   */
  void append(List<Write> group) throws IOException {
    int start = synced;
    int at = start;
    long written = start;
    buffer.clear();
    for (Write write : group) {
      Frame frame = write.frame();
      written = add(frame.head(segment.header().salt(), at, start), written);
      written = add(ByteBuffer.wrap(frame.note()), written);
      written = add(ByteBuffer.wrap(frame.content()), written);
      at += frame.length();
    }
    flush(written);
    long begin = System.nanoTime();
    writer.force();
    forces.recordNanos(System.nanoTime() - begin);
    synced = at;
    int offset = start;
    for (Write write : group) {
      write.effect().written(segment, offset);
      offset += write.frame().length();
    }
  }

  private long add(ByteBuffer octets, long written) throws IOException {
    long at = written;
    while (octets.hasRemaining()) {
      if (!buffer.hasRemaining()) {
        at = flush(at);
      }
      int count = Math.min(octets.remaining(), buffer.remaining());
      buffer.put(octets.slice(octets.position(), count));
      octets.position(octets.position() + count);
    }
    return at;
  }

  private long flush(long at) throws IOException {
    buffer.flip();
    int count = buffer.remaining();
    if (count > 0) {
      writer.write(buffer, at);
    }
    buffer.clear();
    return at + count;
  }

  void seal() {
    segment.seal();
    try {
      writer.close();
    } catch (IOException e) {
      // All that matters was forced before.
      System.getLogger(ActiveSegment.class.getName())
          .log(System.Logger.Level.WARNING, segment + " can't be closed", e);
    }
  }
}
