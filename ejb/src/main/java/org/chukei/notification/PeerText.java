package org.chukei.notification;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Makes a peer's words fit to stand in a notice: on lines of their own making it never is. */
final class PeerText {

  private static final int FIELD_WIDTH = 76;
  private static final int LONGEST_FIELD = 4_000;

  /** Addresses (320) and host names are never cut; lines stay far below RFC 5322's 998. */
  private static final int LONGEST_WORD = 600;

  private PeerText() {}

  /**
   * Without control characters and those that only steer how a line is shown (text direction, line
   * and paragraph separators), which become question marks.
   */
  static String printable(String text) {
    return text.codePoints()
        .map(c -> isInvisible(c) ? '?' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isInvisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  /** A header field in US-ASCII, folded (RFC 5322 §2.2.3), with its CRLF. */
  static String field(String name, String value) {
    return folded(name, ascii(printable(value)));
  }

  /** The same in UTF-8 (RFC 6532 §3.2). */
  static String utf8Field(String name, String value) {
    return folded(name, printable(value));
  }

  private static String folded(String name, String value) {
    String bounded =
        value.length() > LONGEST_FIELD ? value.substring(0, LONGEST_FIELD) + "..." : value;
    // Room for the name is left on every line: simple, and as good.
    return wrap(bounded, FIELD_WIDTH - name.length()).stream()
        .collect(Collectors.joining("\r\n ", name + ": ", "\r\n"));
  }

  /** RFC 6533 §3: other characters as {@code \x{E9}}. */
  private static String ascii(String text) {
    StringBuilder ascii = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (c < 128) {
                ascii.append((char) c);
              } else {
                ascii.append(String.format(Locale.ROOT, "\\x{%X}", c));
              }
            });
    return ascii.toString();
  }

  /** Lines of words, none empty unless there is no word at all; a word too long is cut. */
  static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.strip().split(" +")) {
      String rest = word;
      if (!line.isEmpty() && line.length() + 1 + rest.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      while (rest.length() > LONGEST_WORD) {
        lines.add(rest.substring(0, LONGEST_WORD));
        rest = rest.substring(LONGEST_WORD);
      }
      line.append(line.isEmpty() ? "" : " ").append(rest);
    }
    lines.add(line.toString());
    return lines;
  }
}
