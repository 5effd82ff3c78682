package org.chukei.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What stands at the front of a segment, twice, each in a sector of its own.
 *
 * @param salt goes into the checksum of each frame, so that nobody can send octets that would be
 *     taken for a frame of ours
 * @param predecessor the number of the segment before; 0: none
 * @param predecessorEnd what lies beyond in the predecessor was never acknowledged, and is ignored
 * @param predecessorIsUnclean there may be something beyond: this segment must outlive the other
 */
record SegmentHeader(
    long number, long salt, long predecessor, long predecessorEnd, boolean predecessorIsUnclean) {

  private static final long MAGIC = 0x4348554B45495131L; // "CHUKEIQ1"
  // 1: the first; envelopes had no parameters but the body type.
  private static final int VERSION = 2;
  private static final int SECTOR = 512;

  /** Octets of both copies; frames begin here. */
  static final int LENGTH = 2 * SECTOR;

  /**
   * @param header empty: neither copy is whole
   * @param copiesDamaged how many of the two copies are not whole
   */
  record Reading(Optional<SegmentHeader> header, int copiesDamaged) {}

  SegmentHeader withSalt(long other) {
    return new SegmentHeader(number, other, predecessor, predecessorEnd, predecessorIsUnclean);
  }

  /** Of the next segment behind the same predecessor, still without a salt. */
  SegmentHeader instead() {
    return new SegmentHeader(number + 1, 0, predecessor, predecessorEnd, predecessorIsUnclean);
  }

  /** Of the next segment, with this one before it, still without a salt. */
  SegmentHeader behind(SegmentHeader left, long end, boolean unclean) {
    return new SegmentHeader(number, 0, left.number, end, unclean);
  }

  ByteBuffer encode() {
    ByteBuffer copies = ByteBuffer.allocate(LENGTH);
    for (int copy = 0; copy < LENGTH; copy += SECTOR) {
      copies
          .position(copy)
          .putLong(MAGIC)
          .putInt(VERSION)
          .putLong(number)
          .putLong(salt)
          .putLong(predecessor)
          .putLong(predecessorEnd)
          .put((byte) (predecessorIsUnclean ? 1 : 0));
      copies.putInt(copy + SECTOR - Integer.BYTES, checksum(copies, copy));
    }
    return copies.clear();
  }

  /**
   * @param octets the first {@link #LENGTH} of a segment
   * @throws IOException written by a release that this one does not understand
   */
  static Reading decode(byte[] octets) throws IOException {
    ByteBuffer copies = ByteBuffer.wrap(octets);
    Optional<SegmentHeader> header = Optional.empty();
    int damaged = 0;
    for (int copy = 0; copy < LENGTH; copy += SECTOR) {
      copies.position(copy);
      if (copies.getLong() != MAGIC
          || copies.getInt(copy + SECTOR - Integer.BYTES) != checksum(copies, copy)) {
        damaged++;
        continue;
      }
      int version = copies.getInt();
      if (version < 1 || version > VERSION) {
        throw new IOException(
            "format %d is newer than this release, which reads %d".formatted(version, VERSION));
      }
      header =
          Optional.of(
              new SegmentHeader(
                  copies.getLong(),
                  copies.getLong(),
                  copies.getLong(),
                  copies.getLong(),
                  copies.get() == 1));
    }
    return new Reading(header, damaged);
  }

  private static int checksum(ByteBuffer copies, int copy) {
    CRC32C crc = new CRC32C();
    crc.update(copies.array(), copy, SECTOR - Integer.BYTES);
    return (int) crc.getValue();
  }
}
