package org.chukei.connector.netty;

/**
 * Counts the {@code Received:} fields of a message's header, and nothing behind its first empty
 * line: what a body quotes is no hop (RFC 5321 §6.3).
 */
final class HopCounter {

  private static final String NAME = "received";
  private static final int NOT_THIS_LINE = -1;

  private int hops;
  private int matched; // octets of NAME seen on this line, or NOT_THIS_LINE
  private boolean lineIsEmpty = true;
  private boolean inHeader = true;

  int hops() {
    return hops;
  }

  /** The next octets of the content; lines end with LF here, the decoder saw to their CRs. */
  void read(byte[] octets, int from, int to) {
    for (int i = from; i < to && inHeader; i++) {
      byte octet = octets[i];
      if (octet == '\n') {
        inHeader = !lineIsEmpty;
        lineIsEmpty = true;
        matched = 0;
      } else if (octet != '\r') {
        lineIsEmpty = false;
        match(octet);
      }
    }
  }

  private void match(byte octet) {
    if (matched == NOT_THIS_LINE) {
      return;
    }
    if (matched < NAME.length()) {
      // Setting this bit makes letters lower case, and no other octet a letter of the name.
      matched = (octet | 0x20) == NAME.charAt(matched) ? matched + 1 : NOT_THIS_LINE;
    } else if (octet == ':') {
      hops++;
      matched = NOT_THIS_LINE;
    } else if (octet != ' ' && octet != '\t') { // RFC 5322 §4.5: white space before the colon
      matched = NOT_THIS_LINE;
    }
  }
}
