package org.chukei.connector.netty;

import java.util.Optional;

/**
 * A message's header as it passes by: its {@code Received:} fields and octets are counted, and its
 * Message-ID kept; nothing behind its first empty line, for what a body quotes is no hop (RFC 5321
 * §6.3).
 */
final class IncomingHeader {

  private static final String NAME = "received";
  private static final int NOT_THIS_LINE = -1;
  private static final int LONGEST_LINE = 998; // RFC 5322 §2.1.1

  private final MessageIdField messageId = new MessageIdField();
  private int hops;
  private long headerSize;
  private boolean fields = true;
  private boolean isField; // so far, on this line
  private int lineLength;
  private int matched; // octets of NAME seen on this line, or NOT_THIS_LINE
  private boolean lineIsEmpty = true;
  private boolean inHeader = true;

  /** Of the header as far as it was read, in octets, with the empty line behind it. */
  long headerSize() {
    return headerSize;
  }

  int hops() {
    return hops;
  }

  /** See {@link org.chukei.connector.api.MessageContent#messageId}. */
  Optional<String> messageId() {
    return messageId.text();
  }

  /** The next octets of the content; lines end with LF here, the decoder saw to their CRs. */
  void read(byte[] octets, int from, int to) {
    for (int i = from; i < to && inHeader; i++) {
      byte octet = octets[i];
      measure(octet);
      if (octet == '\n') {
        inHeader = !lineIsEmpty;
        lineIsEmpty = true;
        matched = 0;
      } else if (octet != '\r') {
        messageId.read(octet, lineIsEmpty);
        lineIsEmpty = false;
        match(octet);
      }
    }
  }

  /** Content may begin without a header: a line that is no field ends what is measured as one. */
  private void measure(byte octet) {
    if (!fields) {
      return;
    }
    headerSize++;
    if (octet == '\n') {
      fields = isField;
      lineLength = 0;
      isField = false;
    } else if (octet != '\r') {
      isField |= octet == ':' || lineLength == 0 && (octet == ' ' || octet == '\t');
      fields = isField || ++lineLength <= LONGEST_LINE;
      lineLength = Math.max(lineLength, 1);
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
