package org.chukei.store;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Gives back the space of segments that are of little use: copies what is still owed and the
 * statements still needed into the active segment, and deletes the file when the copies are
 * durable. One segment at a time, in small steps, always in the flusher.
 */
final class Compaction implements Journal.Housekeeping {

  private static final System.Logger LOGGER = System.getLogger(Compaction.class.getName());
  private static final int STEP = 1 << 20;

  private final Disk disk;
  private final TreeMap<Long, Segment> segments = new TreeMap<>();

  Compaction(Disk disk) {
    this.disk = disk;
  }

  @Override
  public void opened(Segment segment) {
    segments.put(segment.header().number(), segment);
  }

  @Override
  public List<Write> step() {
    Optional<Segment> candidate = candidate();
    while (candidate.isPresent()) {
      Segment segment = candidate.get();
      try {
        List<Write> copies = segment.hasLive() ? messages(segment) : statements(segment);
        if (!copies.isEmpty()) {
          return copies;
        }
        remove(segment);
      } catch (IOException e) {
        segment.markStuck();
        LOGGER.log(Level.ERROR, "the space of " + segment + " can't be given back", e);
      }
      candidate = candidate();
    }
    return List.of();
  }

  /** Those that only need to be deleted go first: on a full disk nothing can be copied. */
  private Optional<Segment> candidate() {
    List<Segment> candidates =
        segments.values().stream()
            .filter(segment -> segment.isWorthCompacting() && !vouchesForAnother(segment))
            .toList();
    return candidates.stream()
        .filter(segment -> !segment.hasLive() && segment.statements().isEmpty())
        .findFirst()
        .or(() -> candidates.stream().findFirst());
  }

  /** Without its header, octets that were never acknowledged would count in the other. */
  private boolean vouchesForAnother(Segment segment) {
    return segment.header().predecessorIsUnclean()
        && segments.containsKey(segment.header().predecessor());
  }

  private List<Write> messages(Segment segment) throws IOException {
    List<Write> copies = new ArrayList<>();
    try (Disk.Reader reader = disk.open(segment.name())) {
      int octets = 0;
      for (LiveMessage message : segment.live()) {
        if (octets >= STEP) {
          break;
        }
        Frame frame = copy(message, reader);
        octets += frame.length();
        copies.add(
            Write.awaited(
                frame,
                (to, offset) -> message.written(LiveMessage.Location.of(to, offset, frame))));
        warned(message).ifPresent(copies::add);
      }
    }
    return copies;
  }

  /** A record has no place for it. */
  private static Optional<Write> warned(LiveMessage message) {
    BitSet warned = message.warned();
    return warned.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Write.awaited(
                Frame.of(Frame.Mark.WARNED, message.queueId(), warned),
                (to, offset) -> message.written(to, Frame.Mark.WARNED, warned)));
  }

  private static Frame copy(LiveMessage message, Disk.Reader reader) throws IOException {
    LiveMessage.Location location = message.location();
    byte[] note = new Note(message.queueId(), message.settled(), message.envelope()).encode();
    if (location.isLarge()) {
      return Frame.withLargeContent(Frame.Kind.MESSAGE, note, location.contentChecksum());
    }
    byte[] content =
        RecordContent.read(
            message.queueId(), reader, location.contentAt(), (int) message.size(), location);
    return new Frame(Frame.Kind.MESSAGE, false, note, content, location.contentChecksum());
  }

  private static List<Write> statements(Segment segment) {
    List<Write> copies = new ArrayList<>();
    int octets = 0;
    for (Map.Entry<Segment, Set<Segment.Statement>> about : segment.statements().entrySet()) {
      for (Segment.Statement statement : about.getValue()) {
        if (octets >= STEP) {
          return copies;
        }
        Frame frame = Frame.of(statement.mark(), statement.queueId(), statement.positions());
        octets += frame.length();
        copies.add(
            Write.awaited(
                frame,
                (to, offset) -> {
                  to.note(about.getKey(), statement);
                  segment.statementCopied(about.getKey(), statement);
                }));
      }
    }
    return copies;
  }

  private void remove(Segment segment) throws IOException {
    if (segment.isDamaged()) {
      String kept = Disk.DAMAGED + "/" + segment.name();
      disk.rename(segment.name(), kept);
      disk.forceFolder(Disk.DAMAGED);
      LOGGER.log(Level.WARNING, "what is left of " + segment + " is kept as " + kept);
    } else {
      disk.delete(segment.name());
    }
    // Before anything else is deleted: statements elsewhere are needed until this is durable.
    disk.forceFolder(Disk.ROOT);
    segment.markGone();
    segments.remove(segment.header().number());
  }
}
