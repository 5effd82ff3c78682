package org.chukei.notification;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chukei.smtp.MailParameters;
import org.chukei.smtp.ReturnedContent;
import org.chukei.store.ContentSource;
import org.chukei.store.StoredEnvelope;

/**
 * What a notice returns of the original: all of it where that is asked for, small, and made of
 * lines; else its header. Never a rewritten original.
 */
final class OriginalPart {

  /** In octets; also where a header that is longer is cut. */
  static final int MOST = 32_768;

  private static final int LONGEST_LINE = 998; // RFC 5322 §2.1.1

  private static final Pattern MESSAGE_ID =
      Pattern.compile("(?im)^Message-ID:[ \\t]*(\\r\\n[ \\t]+)?(<[!-;=?-~]{1,250}>)[ \\t]*\\r?$");

  private final boolean whole;
  private final boolean utf8;
  private final String encoding;
  private final byte[] octets;

  private OriginalPart(boolean whole, boolean utf8, String encoding, byte[] octets) {
    this.whole = whole;
    this.utf8 = utf8;
    this.encoding = encoding;
    this.octets = octets;
  }

  static OriginalPart of(NoticeKind kind, StoredEnvelope original, ContentSource content)
      throws IOException {
    byte[] start;
    try (InputStream in = content.open()) {
      start = in.readNBytes(MOST + 1);
    }
    boolean utf8 = original.parameters().smtpUtf8();
    // RFC 2046 §5.2.1: message/rfc822 can't be encoded, so what has other than lines in it is not
    // returned whole.
    if (isWholeAskedFor(kind, original.parameters()) && start.length <= MOST && isLines(start)) {
      return new OriginalPart(true, utf8, hasEightBitOctets(start) ? "8bit" : "7bit", start);
    }
    byte[] header = header(start);
    // RFC 6522 §4 allows a header that is not clean to be encoded.
    boolean isClean = isLines(header) && !hasEightBitOctets(header);
    return new OriginalPart(false, utf8, isClean ? "7bit" : "quoted-printable", header);
  }

  /** RFC 3461 §4.3: of what did not fail, the header; RFC 8689 §5: of what demands TLS too. */
  private static boolean isWholeAskedFor(NoticeKind kind, MailParameters said) {
    return kind == NoticeKind.FAILURE
        && !said.requireTls()
        && said.returned().orElse(ReturnedContent.FULL) == ReturnedContent.FULL;
  }

  /** Whether it is the message or only its header. */
  boolean isWhole() {
    return whole;
  }

  /** A Content-Transfer-Encoding; quoted-printable is still to be applied. */
  String encoding() {
    return encoding;
  }

  byte[] octets() {
    return octets;
  }

  /** RFC 6533 §4 and §5 have other types for what came by SMTPUTF8. */
  String contentType() {
    if (utf8) {
      return whole ? "message/global" : "message/global-headers";
    }
    return whole ? "message/rfc822" : "text/rfc822-headers";
  }

  String description() {
    return whole ? "Original message" : "Header of the original message";
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

  /** 8-bit (RFC 2045 §2.8): no NUL, CR and LF only together, no line too long. */
  private static boolean isLines(byte[] octets) {
    int lineStart = 0;
    for (int i = 0; i < octets.length; i++) {
      byte octet = octets[i];
      boolean crlf = octet == '\r' && i + 1 < octets.length && octets[i + 1] == '\n';
      if (crlf) {
        i++;
        lineStart = i + 1;
      } else if (octet == 0 || octet == '\r' || octet == '\n' || i - lineStart >= LONGEST_LINE) {
        return false;
      }
    }
    return true;
  }

  static boolean hasEightBitOctets(byte[] octets) {
    for (byte octet : octets) {
      if (octet < 0) {
        return true;
      }
    }
    return false;
  }
}
