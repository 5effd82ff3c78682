package org.chukei.store;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.chukei.connector.api.QueueId;

/**
 * Reads all segments and finds out what is owed, and names in the server log what is broken. For
 * one run, before anything is written.
 */
final class Recovery {

  private static final System.Logger LOGGER = System.getLogger(Recovery.class.getName());

  private final Disk disk;
  private final Map<QueueId, Records> messages = new HashMap<>();
  private final List<StatedIn> statements = new ArrayList<>();
  private final List<Segment> segments = new ArrayList<>();
  private final Map<QueueId, LiveMessage> live = new TreeMap<>();
  private SegmentHeader next = new SegmentHeader(1, 0, 0, 0, false);
  private boolean lostSomething;

  /** The records of one message: more than one where a compaction was cut short. */
  private record Records(List<Segment> segments, byte[] envelope, LiveMessage.Location newest) {}

  private record StatedIn(Segment segment, Segment.Statement statement) {}

  Recovery(Disk disk) {
    this.disk = disk;
  }

  List<Segment> segments() {
    return segments;
  }

  Map<QueueId, LiveMessage> live() {
    return live;
  }

  /** The header of the next segment, but for the salt. */
  SegmentHeader next() {
    return next;
  }

  void run() throws IOException {
    List<String> files = disk.list(Disk.ROOT);
    for (String name : files) {
      if (name.endsWith(NewSegments.SUFFIX)) {
        disk.delete(name); // it was being made
      }
    }
    TreeMap<Long, SegmentHeader> headers = headers(files);
    Map<Long, SegmentHeader> successors = new HashMap<>();
    headers.values().forEach(header -> successors.put(header.predecessor(), header));
    for (SegmentHeader header : headers.values()) {
      boolean isLast = header.number() == headers.lastKey();
      if (isLast) {
        // After a mere end of the process its last octets may be in memory only.
        disk.force(Segment.name(header.number()));
      }
      scan(header, Optional.ofNullable(successors.get(header.number())));
    }
    settle();
    tidyLargeContents();
    LOGGER.log(
        Level.INFO,
        "%s: %d messages owed, in %d segments".formatted(disk, live.size(), segments.size()));
  }

  private TreeMap<Long, SegmentHeader> headers(List<String> files) throws IOException {
    TreeMap<Long, SegmentHeader> headers = new TreeMap<>();
    long highest = 0;
    for (String name : disk.list(Disk.DAMAGED)) {
      String file = name.substring(Disk.DAMAGED.length() + 1);
      highest = Math.max(highest, Segment.isName(file) ? Segment.number(file) : 0);
    }
    for (String name : files) {
      if (Segment.isName(name)) {
        highest = Math.max(highest, Segment.number(name));
        header(name).ifPresent(header -> headers.put(Segment.number(name), header));
      }
    }
    next = new SegmentHeader(highest + 1, 0, 0, 0, false);
    return headers;
  }

  private Optional<SegmentHeader> header(String name) throws IOException {
    SegmentHeader.Reading reading;
    try (Disk.Reader reader = disk.open(name)) {
      byte[] octets = new byte[SegmentHeader.LENGTH];
      int read = 0;
      int count = reader.read(octets, 0, octets.length, 0);
      while (count > 0) {
        read += count;
        count = reader.read(octets, read, octets.length - read, read);
      }
      reading = SegmentHeader.decode(octets);
    } catch (IOException e) {
      throw new IOException(name + " can't be read: " + e.getMessage(), e);
    }
    if (reading.header().isEmpty()) {
      String kept = Disk.DAMAGED + "/" + name;
      LOGGER.log(
          Level.ERROR,
          "%s: both copies of the header are damaged; nothing in it can be trusted, kept as %s"
              .formatted(name, kept));
      lostSomething = true;
      disk.rename(name, kept);
      disk.forceFolder(Disk.DAMAGED);
      disk.forceFolder(Disk.ROOT);
    } else if (reading.copiesDamaged() > 0) {
      LOGGER.log(
          Level.ERROR,
          name + ": one copy of the header is damaged; the other is used, no mail lost");
    }
    return reading.header();
  }

  private void scan(SegmentHeader header, Optional<SegmentHeader> successor) throws IOException {
    SegmentScan scan;
    int size;
    try (Disk.Reader reader = disk.open(Segment.name(header.number()))) {
      size = Math.toIntExact(reader.size());
      scan = SegmentScan.of(reader, header.salt(), successor);
    }
    Segment segment = new Segment(header, size);
    segment.seal();
    segments.add(segment);
    for (SegmentScan.Broken place : scan.broken()) {
      report(segment, place, scan.isDamage(place));
    }
    for (SegmentScan.Found frame : scan.found()) {
      try {
        take(segment, frame);
      } catch (IOException e) {
        report(
            segment, new SegmentScan.Broken(frame.offset(), frame.end(), Optional.empty()), true);
      }
    }
    next =
        new SegmentHeader(
            next.number(),
            0,
            header.number(),
            successor.map(SegmentHeader::predecessorEnd).orElse((long) scan.end()),
            segment.isUnclean());
  }

  private void report(Segment segment, SegmentScan.Broken place, boolean isDamage) {
    String where =
        "%s: octets %d to %d (queue id %s) "
            .formatted(
                segment,
                place.offset(),
                place.end() - 1,
                place.queueId().map(QueueId::text).orElse("not legible"));
    segment.markUnclean();
    if (isDamage) {
      segment.markDamaged();
      lostSomething = true;
      LOGGER.log(Level.ERROR, where + "are damaged; what stood there is lost");
    } else {
      LOGGER.log(
          Level.WARNING,
          where + "are no record: cut short before it was acknowledged, or damaged since");
    }
  }

  private void take(Segment segment, SegmentScan.Found frame) throws IOException {
    Note note = Note.decode(frame.note());
    Frame.Kind kind = frame.head().kind();
    if (!note.positions().isEmpty()) {
      statements.add(
          new StatedIn(
              segment, new Segment.Statement(kind.mark(), note.queueId(), note.positions())));
    }
    if (!kind.hasMessage()) {
      return;
    }
    StoredEnvelope envelope = EnvelopeOctets.decode(note.envelope());
    LiveMessage.Location location =
        new LiveMessage.Location(
            segment,
            frame.end() - frame.head().contentLength(),
            frame.head().length(),
            frame.head().contentChecksum(),
            frame.head().isLarge());
    List<Segment> in = new ArrayList<>();
    Optional.ofNullable(messages.get(envelope.queueId()))
        .ifPresent(records -> in.addAll(records.segments()));
    in.add(segment);
    messages.put(envelope.queueId(), new Records(in, note.envelope(), location));
  }

  private void settle() throws IOException {
    Map<QueueId, BitSet> settled = new HashMap<>();
    Map<QueueId, BitSet> warned = new HashMap<>();
    for (StatedIn place : statements) {
      Segment.Statement statement = place.statement();
      (statement.mark() == Frame.Mark.SETTLED ? settled : warned)
          .computeIfAbsent(statement.queueId(), id -> new BitSet())
          .or(statement.positions());
      if (messages.containsKey(statement.queueId())) {
        messages
            .get(statement.queueId())
            .segments()
            .forEach(ofRecord -> place.segment().note(ofRecord, statement));
      }
    }
    for (Map.Entry<QueueId, Records> message : messages.entrySet()) {
      Records records = message.getValue();
      StoredEnvelope envelope = EnvelopeOctets.decode(records.envelope());
      BitSet owed = LiveMessage.all(envelope.recipients().size());
      owed.andNot(settled.getOrDefault(message.getKey(), new BitSet()));
      if (!owed.isEmpty()) {
        LiveMessage restored = new LiveMessage(envelope, records.envelope(), owed);
        records
            .segments()
            .subList(0, records.segments().size() - 1)
            .forEach(restored::addOlderRecord);
        restored.written(records.newest());
        Optional.ofNullable(warned.get(message.getKey())).ifPresent(restored::addWarned);
        live.put(message.getKey(), restored);
      }
    }
  }

  private void tidyLargeContents() throws IOException {
    Set<String> files = new HashSet<>(disk.list(Disk.LARGE));
    for (LiveMessage message : List.copyOf(live.values())) {
      String name = LargeContents.name(message.queueId());
      if (message.location().isLarge()) {
        checkLarge(message, name, files.remove(name));
      }
    }
    for (String orphan : files) {
      if (lostSomething) {
        // Its record may be what is lost.
        String kept = Disk.DAMAGED + orphan.substring(Disk.LARGE.length());
        LOGGER.log(Level.WARNING, "%s has no record, kept as %s".formatted(orphan, kept));
        disk.rename(orphan, kept);
        disk.forceFolder(Disk.DAMAGED);
      } else {
        disk.delete(orphan);
      }
    }
  }

  private void checkLarge(LiveMessage message, String name, boolean isThere) throws IOException {
    long size = -1;
    if (isThere) {
      try (Disk.Reader reader = disk.open(name)) {
        size = reader.size();
      }
    }
    if (size != message.size()) {
      LOGGER.log(
          Level.ERROR,
          "the content of %s, %s, has %s instead of %d octets; it can't be delivered"
              .formatted(message.queueId(), name, isThere ? size : "no file", message.size()));
    }
  }
}
