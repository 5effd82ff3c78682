package org.chukei.notification;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chukei.store.ContentSource;
import org.chukei.store.StoredEnvelope;

/**
 * What a notice returns of the original: all of it where it is small and clean, else its header.
 */
final class OriginalPart {

  /** In octets; also where a header that is longer is cut. */
  static final int MOST = 32_768;

  private static final int LONGEST_LINE = 998; // RFC 5322 §2.1.1

  private static final Pattern MESSAGE_ID =
      Pattern.compile("(?im)^Message-ID:[ \\t]*(\\r\\n[ \\t]+)?(<[!-;=?-~]{1,250}>)[ \\t]*\\r?$");

  private final boolean whole;
  private final String encoding;
  private final byte[] octets;

  private OriginalPart(boolean whole, String encoding, byte[] octets) {
    this.whole = whole;
    this.encoding = encoding;
    this.octets = octets;
  }

  static OriginalPart of(StoredEnvelope original, ContentSource content) throws IOException {
    byte[] start;
    try (InputStream in = content.open()) {
      start = in.readNBytes(MOST + 1);
    }
    // RFC 2046 §5.2.1: message/rfc822 can't be encoded, so what is not clean is not returned whole.
    if (start.length <= MOST && isClean(start)) {
      return new OriginalPart(true, "7bit", start);
    }
    byte[] header = header(start);
    // RFC 6522 §4 allows a header that is not clean to be encoded.
    return new OriginalPart(false, isClean(header) ? "7bit" : "quoted-printable", header);
  }

  /** Whether it is the message or only its header. */
  boolean isWhole() {
    return whole;
  }

  /** A Content-Transfer-Encoding, still to be applied. */
  String encoding() {
    return encoding;
  }

  byte[] octets() {
    return octets;
  }

  String contentType() {
    return whole ? "message/rfc822" : "text/rfc822-headers";
  }

  String description() {
    return whole ? "Undelivered message" : "Header of the undelivered message";
  }

  /** The original's, where it has one that can be repeated safely. */
  Optional<String> messageId() {
    byte[] header = whole ? header(octets) : octets;
    Matcher m = MESSAGE_ID.matcher(new String(header, StandardCharsets.ISO_8859_1));
    return m.find() ? Optional.of(m.group(2)) : Optional.empty();
  }

  /** Up to the empty line, or else as many whole lines as are there. */
  private static byte[] header(byte[] start) {
    int lineStart = 0;
    for (int i = 0; i + 1 < Math.min(start.length, MOST); i++) {
      if (start[i] == '\r' && start[i + 1] == '\n') {
        if (i == lineStart) {
          break;
        }
        lineStart = i + 2;
      }
    }
    return Arrays.copyOf(start, lineStart);
  }

  /** 7-bit (RFC 2045 §2.7): no NUL, CR and LF only together, no line too long. */
  private static boolean isClean(byte[] octets) {
    int lineStart = 0;
    for (int i = 0; i < octets.length; i++) {
      byte octet = octets[i];
      boolean crlf = octet == '\r' && i + 1 < octets.length && octets[i + 1] == '\n';
      if (crlf) {
        i++;
        lineStart = i + 1;
      } else if (octet <= 0 || octet == '\r' || octet == '\n' || i - lineStart >= LONGEST_LINE) {
        return false;
      }
    }
    return true;
  }
}
