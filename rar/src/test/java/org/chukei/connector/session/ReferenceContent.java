package org.chukei.connector.session;

import java.nio.charset.StandardCharsets;

/**
 * RFC 5321 §4.5.2 in the plainest way there is, over strings: what the fast decoder must agree
 * with.
 *
 * @param end the index behind the end of data
 * @param content decoded; means nothing where there is a bare CR or LF
 */
public record ReferenceContent(int end, byte[] content, boolean bareCrOrLf) {

  /** Null where there is no end of data yet. */
  public static ReferenceContent of(String octets) {
    // The CRLF of the DATA command stands before the content.
    String text = "\r\n" + octets;
    int end = text.indexOf("\r\n.\r\n");
    if (end < 0) {
      return null;
    }
    String lines = text.substring(0, end + 2);
    String decoded = lines.replace("\r\n.", "\r\n").substring(2);
    String rest = decoded.replace("\r\n", "");
    return new ReferenceContent(
        end + 3,
        decoded.getBytes(StandardCharsets.ISO_8859_1),
        rest.indexOf('\r') >= 0 || rest.indexOf('\n') >= 0);
  }
}
