package org.chukei.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.chukei.connector.api.QueueId;
import org.chukei.metrics.LatencyHistogram;

/**
 * The store on this node's disk: a log in segment files, written by one flusher, with an index in
 * memory. Against the {@link DatabaseStore} it is many times faster, and shared with nobody.
 *
 * <p>The files and what a crash does to them: docs/adr/0009-messages-in-append-only-segments.md.
 */
public final class SegmentStore implements MessageStore {

  /** Octets of a segment file. */
  public static final int SEGMENT_SIZE = 64 << 20;

  /** Octets of contents that are kept in memory for their first attempt. */
  public static final int RECENT = 4 << 20;

  /** A content with more octets gets a file of its own. */
  public static final int LARGE = 512 << 10;

  private final Disk disk;
  private final int largerThan;
  private final LargeContents largeContents;
  private final Journal journal;
  private final Compaction compaction;
  private final RecentContents recent;
  private final LatencyHistogram forces =
      LatencyHistogram.ofMillis(0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 500, 1000, 5000);
  private final LiveMessages index = new LiveMessages();
  private boolean isOpen;

  /** Reads every content from the disk. */
  SegmentStore(
      Disk disk, Executor executor, RandomGenerator salts, int segmentSize, int largerThan) {
    this(disk, executor, salts, segmentSize, largerThan, new RecentContents(0));
  }

  /**
   * @param executor with two threads or more, which are not interrupted while the store is open
   * @param salts what a peer can't guess
   * @param segmentSize in octets
   * @param largerThan a content with more octets gets a file of its own; so many octets are in
   *     memory for each put that waits
   */
  SegmentStore(
      Disk disk,
      Executor executor,
      RandomGenerator salts,
      int segmentSize,
      int largerThan,
      RecentContents recent) {
    this.disk = disk;
    this.recent = recent;
    this.largerThan = largerThan;
    this.largeContents = new LargeContents(disk, segmentSize / 4);
    this.compaction = new Compaction(disk);
    this.journal =
        new Journal(new NewSegments(disk, executor, segmentSize, forces), executor, salts);
  }

  @Override
  public synchronized void recover() throws IOException {
    if (isOpen) {
      return; // the scheduler was stopped and started again
    }
    disk.lock();
    try {
      Recovery recovery = new Recovery(disk);
      recovery.run();
      recovery.live().values().forEach(index::add);
      recovery.segments().forEach(compaction::opened);
      journal.open(recovery.next(), compaction);
      isOpen = true;
    } catch (IOException | RuntimeException e) {
      disk.unlock();
      throw e;
    }
  }

  @Override
  public void put(StoredEnvelope envelope, ContentSource content) throws IOException {
    putWith(
        Frame.Kind.MESSAGE,
        new Note(envelope.queueId(), new BitSet(), EnvelopeOctets.encode(envelope)),
        envelope,
        content,
        (segment, offset) -> {});
  }

  private void putWith(
      Frame.Kind kind,
      Note note,
      StoredEnvelope envelope,
      ContentSource content,
      Write.Effect alsoWritten)
      throws IOException {
    QueueId queueId = envelope.queueId();
    if (QueueId.parse(queueId.text()).isEmpty() || index.has(queueId)) {
      throw new IOException(queueId + " can't be put: it is no queue id, or is there already");
    }
    boolean isLarge = envelope.size() > largerThan;
    Frame frame =
        isLarge
            ? Frame.withLargeContent(kind, note.encode(), largeContents.write(envelope, content))
            : Frame.withContent(kind, note.encode(), read(envelope, content));
    LiveMessage message =
        new LiveMessage(envelope, note.envelope(), LiveMessage.all(envelope.recipients().size()));
    Write write =
        Write.awaited(
            frame,
            (segment, offset) -> {
              message.written(LiveMessage.Location.of(segment, offset, frame));
              index.add(message);
              alsoWritten.written(segment, offset);
            });
    try {
      journal.hand(write);
      write.await();
      if (!isLarge) {
        recent.add(queueId, frame.content());
      }
    } catch (IOException e) {
      if (isLarge) {
        largeContents.discard(queueId);
      }
      throw e;
    }
  }

  private static byte[] read(StoredEnvelope envelope, ContentSource content) throws IOException {
    byte[] octets = new byte[(int) envelope.size()];
    try (InputStream in = content.open()) {
      if (in.readNBytes(octets, 0, octets.length) < octets.length || in.read() >= 0) {
        throw new IOException("the content does not have " + octets.length + " octets");
      }
    }
    return octets;
  }

  @Override
  public Optional<Owed> find(QueueId queueId) throws IOException {
    Optional<LiveMessage> message = index.find(queueId);
    return message.isPresent() ? message.get().ifOwed() : Optional.empty();
  }

  @Override
  public ContentSource content(QueueId queueId) {
    return () -> open(queueId);
  }

  private InputStream open(QueueId queueId) throws IOException {
    while (true) {
      LiveMessage message =
          index
              .find(queueId)
              .orElseThrow(() -> new IOException("the message " + queueId + " is gone"));
      Optional<byte[]> content = recent.find(queueId);
      if (content.isPresent()) {
        return new ByteArrayInputStream(content.get());
      }
      LiveMessage.Location location = message.location();
      try {
        return location.isLarge()
            ? RecordContent.open(
                queueId, disk.open(LargeContents.name(queueId)), 0, message.size(), location)
            : RecordContent.open(
                queueId,
                disk.open(location.segment().name()),
                location.contentAt(),
                message.size(),
                location);
      } catch (NoSuchFileException e) {
        // Compaction may have moved it meanwhile.
        if (message.location() == location
            && index.find(queueId).filter(message::equals).isPresent()) {
          throw e;
        }
      }
    }
  }

  @Override
  public Settled settle(QueueId queueId, Set<Integer> positions) throws IOException {
    LiveMessage message = index.find(queueId).orElse(null);
    if (message == null) {
      return new Settled(0, false);
    }
    synchronized (message) {
      BitSet settled = message.owedAmong(positions);
      if (settled.isEmpty()) {
        return new Settled(0, false);
      }
      BitSet before = message.owed();
      // Before it is written: a copy that compaction makes must not forget it.
      message.setOwed(without(before, settled));
      boolean gone = message.owed().isEmpty();
      Frame frame = Frame.of(Frame.Mark.SETTLED, queueId, settled);
      try {
        journal.hand(
            Write.owed(
                frame, (segment, offset) -> settlementWritten(message, segment, settled, gone)));
      } catch (IOException e) {
        message.setOwed(before);
        throw e;
      }
      count(message, settled, gone);
      return new Settled(settled.cardinality(), gone);
    }
  }

  @Override
  public Settled settleWithNotice(
      QueueId queueId, Set<Integer> positions, StoredEnvelope notice, ContentSource content)
      throws IOException {
    LiveMessage message = index.find(queueId).orElse(null);
    if (message == null) {
      return new Settled(0, false);
    }
    if (index.has(notice.queueId())) {
      return settle(queueId, positions);
    }
    synchronized (message) { // while it is written, so that only one notice is
      BitSet settled = message.owedAmong(positions);
      if (settled.isEmpty()) {
        return new Settled(0, false);
      }
      BitSet left = without(message.owed(), settled);
      putWith(
          Frame.Kind.NOTICE,
          new Note(queueId, settled, EnvelopeOctets.encode(notice)),
          notice,
          content,
          (segment, offset) -> {
            message.setOwed(left);
            settlementWritten(message, segment, settled, left.isEmpty());
          });
      count(message, settled, left.isEmpty());
      return new Settled(settled.cardinality(), left.isEmpty());
    }
  }

  @Override
  public boolean warn(
      QueueId queueId, Set<Integer> positions, StoredEnvelope notice, ContentSource content)
      throws IOException {
    LiveMessage message = index.find(queueId).orElse(null);
    if (message == null || positions.isEmpty()) {
      return false;
    }
    synchronized (message) {
      BitSet warned = without(message.owedAmong(positions), message.warned());
      if (warned.cardinality() < positions.size()) {
        return false;
      }
      putWith(
          Frame.Kind.WARNING,
          new Note(queueId, warned, EnvelopeOctets.encode(notice)),
          notice,
          content,
          (segment, offset) -> {
            message.addWarned(warned);
            message.written(segment, Frame.Mark.WARNED, warned);
          });
      return true;
    }
  }

  private static BitSet without(BitSet owed, BitSet settled) {
    BitSet left = (BitSet) owed.clone();
    left.andNot(settled);
    return left;
  }

  /** In the flusher. */
  private void settlementWritten(
      LiveMessage message, Segment segment, BitSet settled, boolean gone) {
    message.settlementWritten(segment, settled, gone);
    if (gone && message.location().isLarge()) {
      largeContents.discard(message.queueId());
    }
  }

  private void count(LiveMessage message, BitSet settled, boolean gone) {
    index.settled(message, settled, gone);
    if (gone) {
      recent.remove(message.queueId());
    }
  }

  @Override
  public List<Owed> owed(Optional<QueueId> after, int limit) throws IOException {
    return index.owed(after, limit);
  }

  @Override
  public Totals totals() {
    return index.totals();
  }

  @Override
  public Optional<String> trouble() {
    return journal.trouble();
  }

  @Override
  public void tryAgain() {
    journal.tryAgain();
  }

  @Override
  public boolean copyTo(Path directory) throws IOException {
    new StoreCopy(disk, directory).make(journal);
    return true;
  }

  @Override
  public Optional<LatencyHistogram> forces() {
    return Optional.of(forces);
  }

  @Override
  public long takenBefore(Instant time) {
    return index.takenBefore(time);
  }

  @Override
  public boolean isShared() {
    return false;
  }

  @Override
  public synchronized void close() throws IOException {
    journal.close();
    disk.unlock();
  }
}
