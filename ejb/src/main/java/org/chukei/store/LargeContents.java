package org.chukei.store;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.chukei.connector.api.QueueId;

/** Contents too large for a segment, a file each, of which one piece at a time is in memory. */
final class LargeContents {

  private static final int PIECE = 256 * 1024;

  private final Disk disk;
  private final long reserve;

  /**
   * @param reserve octets that are left free on the disk
   */
  LargeContents(Disk disk, long reserve) {
    this.disk = disk;
    this.reserve = reserve;
  }

  static String name(QueueId queueId) {
    return Disk.LARGE + "/" + queueId;
  }

  /**
   * Writes it durably; its record comes after.
   *
   * @return the checksum
   */
  int write(StoredEnvelope envelope, ContentSource content) throws IOException {
    if (disk.usable() < envelope.size() + reserve) {
      throw new NoSpaceException("no space for " + envelope.size() + " octets in " + disk);
    }
    String name = name(envelope.queueId());
    try (Disk.Writer writer = disk.create(name)) {
      int checksum = copy(envelope.size(), content, writer);
      writer.force();
      disk.forceFolder(Disk.LARGE);
      return checksum;
    } catch (IOException | RuntimeException e) {
      discard(envelope.queueId());
      throw e;
    }
  }

  private static int copy(long size, ContentSource content, Disk.Writer writer) throws IOException {
    CRC32C crc = new CRC32C();
    long written = 0;
    byte[] piece = new byte[PIECE];
    try (InputStream in = content.open()) {
      int count = in.readNBytes(piece, 0, PIECE);
      while (count > 0 && written <= size) {
        crc.update(piece, 0, count);
        writer.write(ByteBuffer.wrap(piece, 0, count), written);
        written += count;
        count = in.readNBytes(piece, 0, PIECE);
      }
    }
    if (written != size) {
      throw new IOException("the content does not have " + size + " octets");
    }
    return (int) crc.getValue();
  }

  /** A file that can't be deleted is left to the next start. */
  void discard(QueueId queueId) {
    try {
      disk.delete(name(queueId));
    } catch (IOException e) {
      System.getLogger(LargeContents.class.getName())
          .log(Level.WARNING, "content of " + queueId + " left over", e);
    }
  }
}
