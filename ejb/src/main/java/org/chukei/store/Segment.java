package org.chukei.store;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chukei.connector.api.QueueId;

/**
 * What is known of one segment file: which messages that are owed lie in it, and which statements
 * stand in it that are still needed because a record they speak of lies in another segment. All but
 * the name belongs to the flusher.
 */
final class Segment {

  private static final String SUFFIX = ".segment";

  private final SegmentHeader header;
  private final String name;
  private final int size;
  private final Set<LiveMessage> live = new HashSet<>();
  private final Map<Segment, Set<Statement>> statements = new HashMap<>();
  private long liveOctets;
  private boolean sealed;
  private boolean unclean;
  private boolean damaged;
  private boolean stuck;
  private boolean gone;

  /**
   * What stands here of positions of a message.
   *
   * @param queueId of a message with a record elsewhere
   */
  record Statement(Frame.Mark mark, QueueId queueId, BitSet positions) {}

  /**
   * @param size of the file, in octets
   */
  Segment(SegmentHeader header, int size) {
    this.header = header;
    this.name = name(header.number());
    this.size = size;
  }

  static String name(long number) {
    return "%010d%s".formatted(number, SUFFIX);
  }

  static boolean isName(String name) {
    return name.matches("\\d{10}\\" + SUFFIX);
  }

  static long number(String name) {
    return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
  }

  String name() {
    return name;
  }

  SegmentHeader header() {
    return header;
  }

  void take(LiveMessage message, int octets) {
    live.add(message);
    liveOctets += octets;
  }

  void drop(LiveMessage message, int octets) {
    if (live.remove(message)) {
      liveOctets -= octets;
    }
  }

  List<LiveMessage> live() {
    return List.copyOf(live);
  }

  boolean hasLive() {
    return !live.isEmpty();
  }

  /** A statement was written here; it must stay as long as the record does. */
  void note(Segment ofRecord, Statement statement) {
    if (ofRecord != this && !ofRecord.gone) {
      statements.computeIfAbsent(ofRecord, s -> new LinkedHashSet<>()).add(statement);
    }
  }

  /** The statements still needed, by the segment of the record they speak of. */
  Map<Segment, Set<Statement>> statements() {
    statements.keySet().removeIf(Segment::isGone);
    return statements;
  }

  void statementCopied(Segment ofRecord, Statement statement) {
    Set<Statement> left = statements.getOrDefault(ofRecord, new HashSet<>());
    left.remove(statement);
    if (left.isEmpty()) {
      statements.remove(ofRecord);
    }
  }

  /** Less than a quarter of it is of use, or what is of use had better lie elsewhere. */
  boolean isWorthCompacting() {
    return sealed && !stuck && (unclean || liveOctets * 4 < size);
  }

  /** Nothing is written to it any more. */
  void seal() {
    sealed = true;
  }

  /** Octets that were never acknowledged may lie behind its end. */
  boolean isUnclean() {
    return unclean;
  }

  void markUnclean() {
    unclean = true;
  }

  /** Its file is kept when it is not needed any more, because it has lost something. */
  boolean isDamaged() {
    return damaged;
  }

  void markDamaged() {
    damaged = true;
  }

  /** Compaction could not be done, and is left to the next start. */
  void markStuck() {
    stuck = true;
  }

  /** Its file is deleted, durably. */
  boolean isGone() {
    return gone;
  }

  void markGone() {
    gone = true;
  }

  @Override
  public String toString() {
    return name();
  }
}
