package org.chukei.connector.netty;

import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.chukei.connector.session.LineFault;

/**
 * Cuts lines that end with CRLF and nothing else (RFC 5321 §2.3.8). A fault is told as soon as it
 * is seen, so that a client that sends bare LFs is answered and does not hang; what follows it up
 * to the next CRLF is swallowed, so that no part of a broken line is ever taken for a command.
 */
final class LineDecoder {

  /** A line, or why there is none. */
  sealed interface Line {

    /** Without CRLF, one character for each octet. */
    record Text(String octets) implements Line {}

    record Faulty(LineFault fault) implements Line {}
  }

  private static final Optional<Line> NOT_YET = Optional.empty();

  private final int longest;
  private int scanned;
  private boolean swallowing;
  private boolean swallowedCr;

  /**
   * @param longest in octets, CRLF included
   */
  LineDecoder(int longest) {
    this.longest = longest - 2;
  }

  /**
   * Takes one line from the front of the buffer; empty where it is not complete. Between two calls
   * octets may only be added at the end.
   */
  Optional<Line> decode(ByteBuf in) {
    if (swallowing && !swallow(in)) {
      return NOT_YET;
    }
    int start = in.readerIndex();
    int end =
        in.forEachByte(start + scanned, in.readableBytes() - scanned, ByteProcessor.FIND_CRLF);
    int length = (end < 0 ? in.writerIndex() : end) - start;
    if (length > longest) {
      return fault(in, start + longest, LineFault.TOO_LONG);
    }
    if (end < 0 || in.getByte(end) == '\r' && end + 1 == in.writerIndex()) {
      scanned = length;
      return NOT_YET;
    }
    if (in.getByte(end) == '\n' || in.getByte(end + 1) != '\n') {
      return fault(in, end + 1, LineFault.BARE_CR_OR_LF);
    }
    String text = in.toString(start, length, StandardCharsets.ISO_8859_1);
    consume(in, end + 2);
    return Optional.of(new Line.Text(text));
  }

  private Optional<Line> fault(ByteBuf in, int from, LineFault fault) {
    consume(in, from);
    swallowing = true;
    swallowedCr = false;
    swallow(in);
    return Optional.of(new Line.Faulty(fault));
  }

  /** True when the CRLF was found. */
  private boolean swallow(ByteBuf in) {
    while (in.isReadable()) {
      byte octet = in.readByte();
      if (swallowedCr && octet == '\n') {
        swallowing = false;
        return true;
      }
      swallowedCr = octet == '\r';
    }
    return false;
  }

  private void consume(ByteBuf in, int to) {
    in.readerIndex(to);
    scanned = 0;
  }
}
