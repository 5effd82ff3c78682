package org.chukei.delivery;

import java.nio.ByteBuffer;

/**
 * Makes content fit for DATA: a dot that begins a line gets a second one (RFC 5321 §4.5.2), and the
 * end gets its CRLF.CRLF. Tells what can't be sent so: a bare CR or LF, which some hosts take for
 * the end of a line, and a last line without an end, which would have to be given one.
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
  private static final int LONGEST_STEP = 3; // .CRLF

  private final Sink sink;
  private final ByteBuffer block = ByteBuffer.allocate(BLOCK);
  private At at = At.LINE_START;
  private boolean bareCrOrLf;

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
      bareCrOrLf |= (at == At.AFTER_CR) != (octet == '\n');
      at = octet == '\r' ? At.AFTER_CR : octet == '\n' ? At.LINE_START : At.IN_LINE;
    }
  }

  /** What was written holds no bare CR or LF. */
  boolean isLines() {
    return !bareCrOrLf;
  }

  /** What was written may be followed by the end of data. */
  boolean isWholeLines() {
    return !bareCrOrLf && at == At.LINE_START;
  }

  /** Whole lines were written. */
  void end() throws ConversationEnded {
    if (block.remaining() < LONGEST_STEP) {
      flush();
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
