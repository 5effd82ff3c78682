package org.chukei.store;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32C;
import org.chukei.connector.api.QueueId;

/**
 * Reads a content where it lies. A short one is read and checked as a whole before the first octet
 * is handed out; a long one is checked as it passes, and a wrong checksum shows in place of the
 * end.
 */
final class RecordContent extends InputStream {

  static final int SHORT = 64 * 1024;

  private final QueueId queueId;
  private final Disk.Reader reader;
  private final int checksum;
  private final CRC32C crc = new CRC32C();
  private long at;
  private long left;

  private RecordContent(
      QueueId queueId, Disk.Reader reader, long at, long size, LiveMessage.Location location) {
    this.queueId = queueId;
    this.reader = reader;
    this.at = at;
    this.left = size;
    this.checksum = location.contentChecksum();
  }

  /**
   * @param reader the stream's from here on, also after an exception
   */
  static InputStream open(
      QueueId queueId, Disk.Reader reader, long at, long size, LiveMessage.Location location)
      throws IOException {
    if (size > SHORT) {
      return new RecordContent(queueId, reader, at, size, location);
    }
    try (reader) {
      return new ByteArrayInputStream(read(queueId, reader, at, (int) size, location));
    }
  }

  static byte[] read(
      QueueId queueId, Disk.Reader reader, long at, int size, LiveMessage.Location location)
      throws IOException {
    byte[] content = new byte[size];
    int read = 0;
    while (read < size) {
      int count = reader.read(content, read, size - read, at + read);
      if (count < 0) {
        throw new EOFException("the content of " + queueId + " is cut short");
      }
      read += count;
    }
    if (Frame.checksum(content) != location.contentChecksum()) {
      throw damaged(queueId);
    }
    return content;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (left == 0) {
      if ((int) crc.getValue() != checksum) {
        throw damaged(queueId);
      }
      return -1;
    }
    int count = reader.read(into, offset, (int) Math.min(length, left), at);
    if (count < 0) {
      throw new EOFException("the content of " + queueId + " is cut short");
    }
    crc.update(into, offset, count);
    at += count;
    left -= count;
    return count;
  }

  private static IOException damaged(QueueId queueId) {
    return new IOException("the content of " + queueId + " is damaged on the disk");
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
