package org.chukei.connector.netty;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Finds the first Message-ID field of a header (RFC 5322 §3.6.4) and keeps what stands in its angle
 * brackets. Never refuses anything: a field that is no Message-ID is as good as none.
 */
final class MessageIdField {

  private static final String NAME = "message-id";
  private static final int MOST = 998; // RFC 5322 §2.1.1: what a line may have

  private enum State {
    /** The name, so far as it is the right one. */
    NAME,
    /** White space before the colon (RFC 5322 §4.5). */
    COLON,
    BEFORE_ID,
    ID,
    FOUND,
    OTHER_LINE
  }

  private final ByteArrayOutputStream id = new ByteArrayOutputStream(80);
  private State state = State.OTHER_LINE;
  private int matched;

  /**
   * The next octet of the header, its CRs and LFs left out.
   *
   * @param first whether a line begins with it
   */
  void read(byte octet, boolean first) {
    if (state == State.FOUND) {
      return;
    }
    boolean space = octet == ' ' || octet == '\t';
    // RFC 5322 §2.2.3: a line that begins with white space belongs to the field before it.
    if (first && !space) {
      state = State.NAME;
      matched = 0;
      id.reset();
    }
    switch (state) {
      case NAME -> matchName(octet);
      case COLON -> {
        if (!space) {
          state = octet == ':' ? State.BEFORE_ID : State.OTHER_LINE;
        }
      }
      case BEFORE_ID -> {
        if (octet == '<') {
          state = State.ID;
        }
      }
      case ID -> readId(octet);
      case FOUND, OTHER_LINE -> {}
    }
  }

  private void matchName(byte octet) {
    // Setting this bit makes letters lower case; the hyphen has it already.
    if ((octet | 0x20) != NAME.charAt(matched)) {
      state = State.OTHER_LINE;
    } else if (++matched == NAME.length()) {
      state = State.COLON;
    }
  }

  /** Neither white space nor control characters belong to it; such as come in are left out. */
  private void readId(byte octet) {
    if (octet == '>') {
      state = State.FOUND;
    } else if (id.size() >= MOST) {
      state = State.OTHER_LINE;
    } else if (octet < 0 || octet > ' ' && octet < 0x7f) {
      id.write(octet);
    }
  }

  /** Without brackets; empty where there was none. */
  Optional<String> text() {
    return state == State.FOUND && id.size() > 0
        ? Optional.of(id.toString(StandardCharsets.UTF_8)) // RFC 6532 §3.3
        : Optional.empty();
  }
}
