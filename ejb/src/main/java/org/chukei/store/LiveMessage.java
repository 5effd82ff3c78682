package org.chukei.store;

import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chukei.connector.api.QueueId;
import org.chukei.store.MessageStore.Owed;

/**
 * One message of which something is owed, in the index: about 400 octets of memory and 30 for each
 * recipient beyond the first. Who settles holds its monitor; where it lies is the flusher's
 * business; both may be read by anybody.
 */
final class LiveMessage {

  private static final BitSet NOBODY = new BitSet(0);

  private final QueueId queueId;
  private final byte[] envelope;
  private final int recipients;
  private final long size;
  private volatile BitSet owed; // replaced, never changed
  private volatile BitSet warned = NOBODY; // likewise
  private volatile Optional<Location> location = Optional.empty();
  private List<Segment> olderRecords = List.of();

  /**
   * Where its newest record lies.
   *
   * @param contentAt offset of the content, where it has no file of its own
   */
  record Location(
      Segment segment, int contentAt, int frameLength, int contentChecksum, boolean isLarge) {

    static Location of(Segment segment, int offset, Frame frame) {
      return new Location(
          segment,
          offset + Frame.HEAD + frame.note().length,
          frame.length(),
          frame.contentChecksum(),
          frame.isLarge());
    }
  }

  LiveMessage(StoredEnvelope envelope, byte[] octets, BitSet owed) {
    this.queueId = envelope.queueId();
    this.envelope = octets;
    this.recipients = envelope.recipients().size();
    this.size = envelope.size();
    this.owed = owed;
  }

  static BitSet all(int recipients) {
    BitSet all = new BitSet(recipients);
    all.set(0, recipients);
    return all;
  }

  QueueId queueId() {
    return queueId;
  }

  byte[] envelope() {
    return envelope;
  }

  /** Of the content, in octets. */
  long size() {
    return size;
  }

  BitSet owed() {
    return owed;
  }

  BitSet settled() {
    BitSet settled = all(recipients);
    settled.andNot(owed);
    return settled;
  }

  /** Those of the positions that are owed. */
  BitSet owedAmong(Set<Integer> positions) {
    BitSet among = new BitSet(recipients);
    positions.stream().filter(p -> p >= 0 && owed.get(p)).forEach(among::set);
    return among;
  }

  void setOwed(BitSet positions) {
    owed = positions;
  }

  /** Of whose delay the sender was told. */
  BitSet warned() {
    return warned;
  }

  void addWarned(BitSet positions) {
    BitSet more = (BitSet) warned.clone();
    more.or(positions);
    warned = more;
  }

  /** Empty: all is settled. */
  Optional<Owed> ifOwed() throws IOException {
    BitSet now = owed;
    return now.isEmpty()
        ? Optional.empty()
        : Optional.of(new Owed(EnvelopeOctets.decode(envelope), setOf(now), setOf(warned)));
  }

  private static Set<Integer> setOf(BitSet positions) {
    return positions.stream().boxed().collect(Collectors.toUnmodifiableSet());
  }

  /** Never empty for a message that is in the index. */
  Location location() {
    return location.orElseThrow();
  }

  /** The flusher has written a record of it, its first or a copy. */
  void written(Location now) {
    location.ifPresent(
        before -> {
          before.segment().drop(this, before.frameLength());
          addOlderRecord(before.segment());
        });
    location = Optional.of(now);
    now.segment().take(this, now.frameLength());
  }

  /** A record of it lies there too. */
  void addOlderRecord(Segment segment) {
    olderRecords =
        Stream.concat(olderRecords.stream().filter(s -> !s.isGone()), Stream.of(segment)).toList();
  }

  /** The flusher has written what became of these positions. */
  void written(Segment in, Frame.Mark mark, BitSet positions) {
    Segment.Statement statement = new Segment.Statement(mark, queueId, positions);
    in.note(location().segment(), statement);
    olderRecords.forEach(segment -> in.note(segment, statement));
  }

  /** The flusher has written that these positions are settled. */
  void settlementWritten(Segment in, BitSet positions, boolean gone) {
    written(in, Frame.Mark.SETTLED, positions);
    if (gone) {
      location().segment().drop(this, location().frameLength());
    }
  }
}
