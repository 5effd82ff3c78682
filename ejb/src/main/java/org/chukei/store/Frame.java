package org.chukei.store;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.zip.CRC32C;
import org.chukei.connector.api.QueueId;

/**
 * The unit of writing: a head, a {@link Note} and, of a small message, the content. What depends on
 * the place, the head's checksum, is made when the place is known.
 *
 * @param note encoded
 * @param content empty where the content has a file of its own, or there is none
 * @param contentChecksum CRC32C of the content, wherever it is
 */
record Frame(Kind kind, boolean isLarge, byte[] note, byte[] content, int contentChecksum) {

  enum Kind {
    MESSAGE,
    DONE,
    NOTICE,
    /** As a NOTICE, but of positions that wait. */
    WARNING,
    /** Which positions were warned of, copied without the notice. */
    WARNED;

    /** Whether a message stands in it. */
    boolean hasMessage() {
      return this != DONE && this != WARNED;
    }

    /** What it says of its note's positions. */
    Mark mark() {
      return this == WARNING || this == WARNED ? Mark.WARNED : Mark.SETTLED;
    }
  }

  /** What became of a position. */
  enum Mark {
    SETTLED,
    WARNED
  }

  static final int MAGIC = 0xC5A7F00D;

  /** Octets of a head: magic, kind, two lengths, synced, two checksums. */
  static final int HEAD = 7 * Integer.BYTES;

  private static final byte[] NONE = {};
  private static final int LARGE = 0x100;

  /** Without a message. */
  static Frame of(Mark mark, QueueId queueId, BitSet positions) {
    return new Frame(
        mark == Mark.SETTLED ? Kind.DONE : Kind.WARNED,
        false,
        new Note(queueId, positions, NONE).encode(),
        NONE,
        0);
  }

  static Frame withContent(Kind kind, byte[] note, byte[] content) {
    return new Frame(kind, false, note, content, checksum(content));
  }

  static Frame withLargeContent(Kind kind, byte[] note, int contentChecksum) {
    return new Frame(kind, true, note, NONE, contentChecksum);
  }

  int length() {
    return HEAD + note.length + content.length;
  }

  /**
   * @param synced how much of the segment is durable at this time: whatever is found broken before
   *     that is damage and not the torn end of a group
   */
  ByteBuffer head(long salt, int offset, int synced) {
    ByteBuffer head =
        ByteBuffer.allocate(HEAD)
            .putInt(MAGIC)
            .putInt(kind.ordinal() | (isLarge ? LARGE : 0))
            .putInt(note.length)
            .putInt(content.length)
            .putInt(synced)
            .putInt(contentChecksum);
    return head.putInt(checksum(head.array(), note, salt, offset)).flip();
  }

  private static int checksum(byte[] head, byte[] note, long salt, int offset) {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(Long.BYTES + Integer.BYTES).putLong(salt).putInt(offset).flip());
    crc.update(head, 0, HEAD - Integer.BYTES);
    crc.update(note);
    return (int) crc.getValue();
  }

  static int checksum(byte[] octets) {
    CRC32C crc = new CRC32C();
    crc.update(octets);
    return (int) crc.getValue();
  }

  /** A head that was read; whether it is one shows when the note behind it was read too. */
  record Head(byte[] octets) {

    private int at(int index) {
      return ByteBuffer.wrap(octets).getInt(index * Integer.BYTES);
    }

    /**
     * @param room for head, note and content
     */
    boolean mayBeOne(int room) {
      int kind = at(1) & ~LARGE;
      return at(0) == MAGIC
          && kind >= 0
          && kind < Kind.values().length
          && noteLength() >= 0
          && contentLength() >= 0
          && (long) HEAD + noteLength() + contentLength() <= room;
    }

    boolean isOneWith(byte[] note, long salt, int offset) {
      return at(6) == checksum(octets, note, salt, offset);
    }

    Kind kind() {
      return Kind.values()[at(1) & ~LARGE];
    }

    boolean isLarge() {
      return (at(1) & LARGE) != 0;
    }

    int noteLength() {
      return at(2);
    }

    int contentLength() {
      return at(3);
    }

    int synced() {
      return at(4);
    }

    int contentChecksum() {
      return at(5);
    }

    int length() {
      return HEAD + noteLength() + contentLength();
    }
  }
}
