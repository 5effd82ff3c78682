package org.chukei.delivery;

/**
 * Looks for octets beyond US-ASCII in the header of a message and in those of its parts, which RFC
 * 6532 §3.2 allows only with SMTPUTF8. Does not read MIME: lines behind one that begins with two
 * hyphens, up to an empty line, are taken for a header, and what follows a header that speaks of
 * {@code message/} for another. That finds every header, and some text besides.
 */
final class HeaderScan {

  private static final String NESTED = "message/";

  private boolean inHeader = true;
  private boolean nested;
  private boolean found;
  private long column;
  private boolean beginsWithHyphen;
  private int matched; // characters of NESTED

  boolean hasEightBitHeader() {
    return found;
  }

  void read(byte[] octets, int count) {
    for (int i = 0; i < count && !found; i++) {
      byte octet = octets[i];
      if (octet == '\n') {
        endOfLine();
      } else if (octet != '\r') {
        inLine(octet);
      }
    }
  }

  private void endOfLine() {
    if (column == 0 && inHeader) {
      inHeader = nested;
      nested = false;
    }
    column = 0;
    matched = 0;
  }

  private void inLine(byte octet) {
    if (column == 0) {
      beginsWithHyphen = octet == '-';
    } else if (column == 1 && beginsWithHyphen && octet == '-') {
      inHeader = true;
      nested = false;
    }
    column++;
    if (inHeader) {
      found = octet < 0;
      char lower = Character.toLowerCase((char) octet);
      matched = lower == NESTED.charAt(matched) ? matched + 1 : lower == NESTED.charAt(0) ? 1 : 0;
      if (matched == NESTED.length()) {
        nested = true;
        matched = 0;
      }
    }
  }
}
