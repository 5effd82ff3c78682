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
  private static final byte[] END = {'.', '\r', '\n'};

  private final Sink sink;
  private final ByteBuffer block = ByteBuffer.allocate(BLOCK);
  private At at = At.LINE_START;
  private boolean bareCrOrLf;

  DotStuffing(Sink sink) {
    this.sink = sink;
  }

  void write(byte[] octets, int count) throws ConversationEnded {
    int run = 0; // where the octets begin that are to be copied as they are
    int i = 0;
    while (i < count) {
      if (at == At.IN_LINE) {
        i = endOfText(octets, i, count);
        if (i == count) {
          break;
        }
      }
      byte octet = octets[i];
      if (octet == '.' && at == At.LINE_START) {
        put(octets, run, i);
        put(END, 0, 1);
        run = i;
      }
      bareCrOrLf |= (at == At.AFTER_CR) != (octet == '\n');
      at = octet == '\r' ? At.AFTER_CR : octet == '\n' ? At.LINE_START : At.IN_LINE;
      i++;
    }
    put(octets, run, count);
  }

  /** The loop that nearly all octets go through. */
  private static int endOfText(byte[] octets, int from, int to) {
    int i = from;
    while (i < to && octets[i] != '\r' && octets[i] != '\n') {
      i++;
    }
    return i;
  }

  private void put(byte[] octets, int from, int to) throws ConversationEnded {
    int next = from;
    while (next < to) {
      if (!block.hasRemaining()) {
        flush();
      }
      int length = Math.min(to - next, block.remaining());
      block.put(octets, next, length);
      next += length;
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
    put(END, 0, END.length);
    flush();
  }

  private void flush() throws ConversationEnded {
    block.flip();
    sink.accept(block);
    block.clear();
  }
}
