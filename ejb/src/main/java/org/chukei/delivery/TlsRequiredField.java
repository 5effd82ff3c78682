package org.chukei.delivery;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.chukei.store.ContentSource;

/** Looks for {@code TLS-Required: No} in a header (RFC 8689 §3). */
final class TlsRequiredField {

  /** A longer header is not looked through. */
  private static final int LONGEST = 262_144;

  private TlsRequiredField() {}

  static boolean saysNo(ContentSource content) throws UnreadableContentException {
    return Arrays.stream(header(content).split("\r?\n"))
        .anyMatch(line -> line.matches("(?i)TLS-Required:[ \t]*No[ \t]*"));
  }

  /** Up to the empty line, one character for each octet. */
  private static String header(ContentSource content) throws UnreadableContentException {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    byte[] chunk = new byte[8_192];
    try (ContentReader in = new ContentReader(content)) {
      int count = in.read(chunk);
      while (count >= 0 && header.size() < LONGEST) {
        header.write(chunk, 0, count);
        String text = header.toString(StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end >= 0) {
          return text.substring(0, end);
        }
        count = in.read(chunk);
      }
    }
    return header.toString(StandardCharsets.ISO_8859_1);
  }
}
