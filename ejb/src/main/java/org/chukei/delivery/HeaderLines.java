package org.chukei.delivery;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.chukei.store.ContentSource;

/** The header of a content, for the few fields that decide something. */
final class HeaderLines {

  /** A longer header is not looked through. */
  private static final int LONGEST = 262_144;

  private HeaderLines() {}

  /** Up to the empty line, folded as they came, without their ends. */
  static List<String> of(ContentSource content) throws UnreadableContentException {
    return List.of(header(content).split("\r?\n"));
  }

  private static String header(ContentSource content) throws UnreadableContentException {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    byte[] chunk = new byte[8_192];
    try (ContentReader in = new ContentReader(content)) {
      int count = in.read(chunk);
      while (count >= 0 && header.size() < LONGEST) {
        // One character for each octet until the end is found.
        int from = Math.max(0, header.size() - 3);
        header.write(chunk, 0, count);
        int end = header.toString(StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n", from);
        if (end >= 0) {
          return new String(header.toByteArray(), 0, end, StandardCharsets.UTF_8);
        }
        count = in.read(chunk);
      }
    }
    return header.toString(StandardCharsets.UTF_8);
  }
}
