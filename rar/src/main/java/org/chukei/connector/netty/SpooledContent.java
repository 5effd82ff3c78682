package org.chukei.connector.netty;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.chukei.connector.api.MessageContent;

/**
 * Content as it grows: in memory up to {@link #IN_MEMORY}, then in a file. Written by the event
 * loop, read by the application after {@link #complete}, disposed of by the event loop.
 *
 * <p>The event loop writes the file itself: without fsync a write is a copy into the page cache.
 */
final class SpooledContent implements MessageContent {

  static final int IN_MEMORY = 64 * 1024;
  private static final int FIRST = 4 * 1024;

  private final ScratchDirectory scratch;
  private byte[] memory = new byte[FIRST];
  private long size;
  private Optional<String> messageId = Optional.empty();
  private Optional<Path> path = Optional.empty();
  private Optional<FileChannel> file = Optional.empty();

  SpooledContent(ScratchDirectory scratch) {
    this.scratch = scratch;
  }

  void write(byte[] octets, int from, int to) throws IOException {
    int length = to - from;
    if (path.isEmpty() && size + length <= IN_MEMORY) {
      if (size + length > memory.length) {
        int larger = Math.max(2 * memory.length, (int) size + length);
        memory = Arrays.copyOf(memory, Math.min(IN_MEMORY, larger));
      }
      System.arraycopy(octets, from, memory, (int) size, length);
    } else {
      if (path.isEmpty()) {
        spill();
      }
      writeFully(octets, from, length);
    }
    size += length;
  }

  private void spill() throws IOException {
    path = Optional.of(scratch.newPath());
    file = Optional.of(ScratchDirectory.create(path.get()));
    writeFully(memory, 0, (int) size);
    memory = new byte[0];
  }

  private void writeFully(byte[] octets, int from, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(octets, from, length);
    while (buffer.hasRemaining()) {
      file.orElseThrow().write(buffer);
    }
  }

  /** No more will be written. */
  void complete(Optional<String> itsMessageId) throws IOException {
    messageId = itsMessageId;
    if (file.isPresent()) {
      file.get().close();
    }
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public Optional<String> messageId() {
    return messageId;
  }

  @Override
  public InputStream open() throws IOException {
    return path.isPresent()
        ? Files.newInputStream(path.get())
        : new ByteArrayInputStream(memory, 0, (int) size);
  }

  /** Gives memory and disk back. */
  void dispose() throws IOException {
    memory = new byte[0];
    if (file.isPresent()) {
      file.get().close();
    }
    if (path.isPresent()) {
      Files.deleteIfExists(path.get());
    }
  }
}
