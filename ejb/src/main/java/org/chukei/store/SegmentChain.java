package org.chukei.store;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * The segments one after the other, of which the last is written to. Each names its predecessor and
 * where that ended, so that recovery knows what to believe. The flusher's alone.
 */
final class SegmentChain {

  private final NewSegments newSegments;
  private final RandomGenerator salts;
  private final Consumer<Segment> whenOpened;
  private SegmentHeader next;
  private Optional<ActiveSegment> active = Optional.empty();

  /** Ends the writing of a group. */
  static final class Failure extends Exception {

    private final transient List<Write> left;
    private final boolean needsSegment;

    private Failure(Throwable cause, List<Write> left, boolean needsSegment) {
      super(cause);
      this.left = left;
      this.needsSegment = needsSegment;
    }

    /** Those of the group that are not durable. */
    List<Write> left() {
      return left;
    }

    /** There was no room for another segment; else the one that is written to failed. */
    boolean needsSegment() {
      return needsSegment;
    }
  }

  /**
   * @param next the header of the next segment, but for the salt
   * @param whenOpened is told of each new segment before anything is written to it
   */
  SegmentChain(
      NewSegments newSegments,
      RandomGenerator salts,
      SegmentHeader next,
      Consumer<Segment> whenOpened) {
    this.newSegments = newSegments;
    this.salts = salts;
    this.next = next;
    this.whenOpened = whenOpened;
  }

  /** What is written to next; empty: there is trouble. */
  Optional<ActiveSegment> active() {
    return active;
  }

  /**
   * Makes a group durable, and says so to who waits for each of it.
   *
   * @param inLittleSpace a new segment may be a short one, on a full disk
   * @throws Failure some of it is not durable
   */
  void append(List<Write> group, boolean inLittleSpace) throws Failure {
    int done = 0;
    while (done < group.size()) {
      List<Write> left = group.subList(done, group.size());
      List<Write> fitting = left.subList(0, fitting(left, inLittleSpace));
      try {
        active.orElseThrow().append(fitting);
      } catch (IOException | RuntimeException | Error e) {
        leave(active.orElseThrow(), true);
        active = Optional.empty();
        throw new Failure(e, left, false);
      }
      fitting.forEach(write -> write.outcome().complete(null));
      done += fitting.size();
    }
    if (active.orElseThrow().isHalfFull()) {
      newSegments.prepare();
    }
  }

  /** How many of them go into the active segment, which is a new one where the first does not. */
  private int fitting(List<Write> writes, boolean inLittleSpace) throws Failure {
    int first = writes.get(0).frame().length();
    if (active.isEmpty() || active.get().room() < first) {
      try {
        roll(first, inLittleSpace);
      } catch (IOException | RuntimeException | Error e) {
        throw new Failure(e, writes, true);
      }
    }
    int room = active.orElseThrow().room();
    int count = 0;
    while (count < writes.size() && writes.get(count).frame().length() <= room) {
      room -= writes.get(count).frame().length();
      count++;
    }
    return count;
  }

  /** Opens a segment where there is none. */
  void open() throws IOException {
    if (active.isEmpty()) {
      roll(0, false);
    }
  }

  /** Leaves the active segment, which is whole, and opens one with room for a frame. */
  private void roll(int needed, boolean inLittleSpace) throws IOException {
    active.ifPresent(full -> leave(full, false));
    active = Optional.empty();
    SegmentHeader header = next.withSalt(salts.nextLong());
    next = next.instead(); // a number is used once, even where its file can't be made
    ActiveSegment opened = newSegments.open(header, needed, inLittleSpace);
    active = Optional.of(opened);
    whenOpened.accept(opened.segment());
  }

  private void leave(ActiveSegment left, boolean unclean) {
    if (unclean) {
      left.segment().markUnclean();
    }
    left.seal();
    next = next.behind(left.segment().header(), left.end(), unclean);
  }

  void close() {
    active.ifPresent(ActiveSegment::seal);
    active = Optional.empty();
  }
}
