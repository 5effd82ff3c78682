package org.chukei.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.chukei.connector.api.QueueId;

/**
 * Finds the frames of one segment, and what is broken between them. Behind a broken place it goes
 * on at the next octets that are a frame by their checksum, which nobody can forge who does not
 * know the salt.
 */
final class SegmentScan {

  private static final int WINDOW = 256 * 1024;

  private final Disk.Reader reader;
  private final long salt;
  private final int limit;
  private final boolean isLimitKnown;
  private final boolean isClean;
  private final byte[] window = new byte[WINDOW];
  private int windowAt;
  private int windowLength;

  private final List<Found> found = new ArrayList<>();
  private final List<Broken> broken = new ArrayList<>();
  private int synced;

  /** A frame that is whole. */
  record Found(int offset, Frame.Head head, byte[] note) {

    int end() {
      return offset + head.length();
    }
  }

  /**
   * Octets that are no frame.
   *
   * @param queueId as far as it is legible
   */
  record Broken(int offset, int end, Optional<QueueId> queueId) {}

  private SegmentScan(Disk.Reader reader, long salt, Optional<SegmentHeader> next, int size) {
    this.reader = reader;
    this.salt = salt;
    this.limit = Math.min(next.map(SegmentScan::end).orElse(size), size);
    this.isLimitKnown = next.isPresent();
    this.isClean = next.filter(header -> !header.predecessorIsUnclean()).isPresent();
  }

  /**
   * @param next the header that says how much of this segment counts
   */
  static SegmentScan of(Disk.Reader reader, long salt, Optional<SegmentHeader> next)
      throws IOException {
    int size = Math.toIntExact(reader.size());
    SegmentScan scan = new SegmentScan(reader, salt, next, size);
    scan.run();
    if (next.isPresent() && end(next.get()) > size) {
      scan.broken.add(new Broken(size, end(next.get()), Optional.empty()));
    }
    return scan;
  }

  private static int end(SegmentHeader next) {
    return Math.toIntExact(next.predecessorEnd());
  }

  List<Found> found() {
    return found;
  }

  List<Broken> broken() {
    return broken;
  }

  /** Behind the last whole frame. */
  int end() {
    return found.isEmpty() ? SegmentHeader.LENGTH : found.get(found.size() - 1).end();
  }

  /**
   * Whether it was durable once and is broken since. Otherwise it may as well be the last group,
   * which a loss of power has torn before anybody was told that it is durable.
   */
  boolean isDamage(Broken place) {
    return isClean || place.offset() < synced;
  }

  private void run() throws IOException {
    int at = SegmentHeader.LENGTH;
    while (at < limit) {
      Optional<Found> frame = frame(at);
      if (frame.isPresent()) {
        if (isContentWhole(frame.get())) {
          found.add(frame.get());
          synced = Math.max(synced, frame.get().head().synced());
        } else {
          broken.add(new Broken(at, frame.get().end(), legible(at)));
        }
        at = frame.get().end();
      } else if (!isLimitKnown && isZero(at)) {
        return;
      } else {
        int next = at + 1;
        while (next < limit && frame(next).isEmpty()) {
          next++;
        }
        broken.add(new Broken(at, next, legible(at)));
        at = next;
      }
    }
  }

  private Optional<Found> frame(int at) throws IOException {
    if (limit - at < Frame.HEAD || octet(at) != (byte) (Frame.MAGIC >>> 24)) {
      return Optional.empty();
    }
    Frame.Head head = new Frame.Head(octets(at, Frame.HEAD));
    if (!head.mayBeOne(limit - at)) {
      return Optional.empty();
    }
    byte[] note = octets(at + Frame.HEAD, head.noteLength());
    return head.isOneWith(note, salt, at)
        ? Optional.of(new Found(at, head, note))
        : Optional.empty();
  }

  private boolean isContentWhole(Found frame) throws IOException {
    if (frame.head().isLarge()) {
      return true; // not here
    }
    CRC32C crc = new CRC32C();
    int at = frame.end() - frame.head().contentLength();
    while (at < frame.end()) {
      int count = Math.min(frame.end() - at, WINDOW);
      crc.update(octets(at, count));
      at += count;
    }
    return (int) crc.getValue() == frame.head().contentChecksum();
  }

  private boolean isZero(int from) throws IOException {
    for (int at = from; at < limit; at++) {
      if (octet(at) != 0) {
        return false;
      }
    }
    return true;
  }

  private Optional<QueueId> legible(int at) throws IOException {
    int idAt = at + Frame.HEAD;
    return limit - idAt < Note.ID
        ? Optional.empty()
        : QueueId.parse(new String(octets(idAt, Note.ID), StandardCharsets.US_ASCII));
  }

  private byte octet(int at) throws IOException {
    if (at < windowAt || at >= windowAt + windowLength) {
      windowAt = at;
      windowLength = Math.max(0, reader.read(window, 0, WINDOW, at));
      if (windowLength == 0) {
        throw new IOException("the file became shorter");
      }
    }
    return window[at - windowAt];
  }

  private byte[] octets(int at, int length) throws IOException {
    byte[] octets = new byte[length];
    int done = 0;
    while (done < length) {
      octet(at + done);
      int inWindow = at + done - windowAt;
      int count = Math.min(length - done, windowLength - inWindow);
      System.arraycopy(window, inWindow, octets, done, count);
      done += count;
    }
    return octets;
  }
}
