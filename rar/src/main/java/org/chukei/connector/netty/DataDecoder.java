package org.chukei.connector.netty;

/**
 * Reads content that follows DATA up to the end of data, which is CRLF.CRLF and nothing else, and
 * takes the stuffed dots out (RFC 5321 §4.5.2). The CRLF of the DATA command counts as the first
 * one, so the decoder begins at the start of a line.
 *
 * <p>A bare CR or LF never ends a line. From the first one on nothing is handed out any more, but
 * reading goes on to the true end of data, so that what a smuggler hid behind a false one is never
 * taken for commands. Any other octet, NUL included, passes as it came: RFC 5321 has no octet that
 * a relay must drop, and the content is the sender's.
 */
final class DataDecoder implements ContentDecoder {

  private enum State {
    LINE_START,
    TEXT,
    /** A CR that may yet be half of a CRLF; it was handed out. */
    CR,
    /** A dot at the start of a line; it was not handed out. */
    DOT,
    DOT_CR,
    END
  }

  private final Sink sink;
  private State state = State.LINE_START;
  private boolean bareCrOrLf;

  DataDecoder(Sink sink) {
    this.sink = sink;
  }

  @Override
  public boolean isAtEnd() {
    return state == State.END;
  }

  @Override
  public int decode(byte[] in, int from, int to) {
    int run = from; // where the octets begin that are to be handed out
    int i = from;
    State now = state;
    while (i < to && now != State.END) {
      if (now == State.TEXT) {
        i = endOfText(in, i, to);
        if (i == to) {
          break;
        }
      }
      byte octet = in[i++];
      switch (now) {
        case TEXT -> {
          if (octet == '\r') {
            now = State.CR;
          } else if (octet == '\n') {
            handOut(in, run, i - 1);
            bare();
          }
        }
        case CR -> {
          if (octet == '\n') {
            now = State.LINE_START;
          } else {
            bare();
            now = octet == '\r' ? State.CR : State.TEXT;
          }
        }
        case LINE_START -> {
          if (octet == '.') {
            handOut(in, run, i - 1);
            run = i;
            now = State.DOT;
          } else {
            now = afterLineStart(octet);
          }
        }
        case DOT -> {
          if (octet == '\r') {
            now = State.DOT_CR;
          } else {
            now = afterLineStart(octet);
          }
        }
        case DOT_CR -> {
          if (octet == '\n') {
            now = State.END;
          } else {
            bare();
            now = octet == '\r' ? State.CR : State.TEXT;
          }
        }
        case END -> throw new IllegalStateException("read beyond the end of data");
      }
    }
    // Behind a dot at the start of a line nothing is owed yet but what follows it.
    if (now != State.END && now != State.DOT_CR) {
      handOut(in, run, i);
    }
    state = now;
    return i;
  }

  /** The loop that nearly all octets go through. */
  private static int endOfText(byte[] in, int from, int to) {
    int i = from;
    while (i < to && (in[i] > '\r' || in[i] != '\r' && in[i] != '\n')) {
      i++;
    }
    return i;
  }

  private State afterLineStart(byte octet) {
    if (octet == '\n') {
      bare();
    }
    return octet == '\r' ? State.CR : State.TEXT;
  }

  private void bare() {
    if (!bareCrOrLf) {
      bareCrOrLf = true;
      sink.bareCrOrLf();
    }
  }

  private void handOut(byte[] in, int from, int to) {
    if (from < to && !bareCrOrLf) {
      sink.write(in, from, to);
    }
  }
}
