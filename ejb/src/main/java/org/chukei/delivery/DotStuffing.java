package org.chukei.delivery;

import java.nio.ByteBuffer;

/**
 * Makes content fit for DATA: a dot that begins a line gets a second one (RFC 5321 §4.5.2), and the
 * end gets its CRLF.CRLF. Only CRLF ends a line, so bare CR and LF pass as they are.
 */
final class DotStuffing {

  /** Takes a block that is ready to go; drains it wholly. */
  @FunctionalInterface
  interface Sink {
    void accept(ByteBuffer block) throws ConversationEnded;
  }

  private enum At {
    LINE_START,
    IN_LINE,
    AFTER_CR
  }

  private static final int BLOCK = 32_768;
  private static final int LONGEST_STEP = 5; // CRLF.CRLF

  private final Sink sink;
  private final ByteBuffer block = ByteBuffer.allocate(BLOCK);
  private At at = At.LINE_START;

  DotStuffing(Sink sink) {
    this.sink = sink;
  }

  void write(byte[] octets, int count) throws ConversationEnded {
    for (int i = 0; i < count; i++) {
      if (block.remaining() < LONGEST_STEP) {
        flush();
      }
      byte octet = octets[i];
      if (octet == '.' && at == At.LINE_START) {
        block.put((byte) '.');
      }
      block.put(octet);
      at =
          octet == '\r'
              ? At.AFTER_CR
              : octet == '\n' && at == At.AFTER_CR ? At.LINE_START : At.IN_LINE;
    }
  }

  /** Content that ends in the middle of a line gets the CRLF without which DATA can't end. */
  void end() throws ConversationEnded {
    if (block.remaining() < LONGEST_STEP) {
      flush();
    }
    if (at != At.LINE_START) {
      block.put((byte) '\r').put((byte) '\n');
    }
    block.put((byte) '.').put((byte) '\r').put((byte) '\n');
    flush();
  }

  private void flush() throws ConversationEnded {
    block.flip();
    sink.accept(block);
    block.clear();
  }
}
