package org.chukei.dialogue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Octets as a dialogue writes them behind {@code C\:}, one character for each octet but for
 *
 * <pre>
 * \r \n \t \0 \\ \( \)   what they are elsewhere
 * \xHH                   the octet HH
 * \(12*text)             text, twelve times
 * \#                     within such a text: which time it is, from 1
 * \b(text)               text in base64
 * </pre>
 *
 * <p>Within the parentheses the same may be written again; a closing one that is meant must be
 * {@code \)}.
 */
final class Octets {

  private final String text;
  private int at;
  private int time;

  private Octets(String text) {
    this.text = text;
  }

  static byte[] read(String text) {
    Octets octets = new Octets(text);
    String read = octets.until(false);
    return read.getBytes(StandardCharsets.ISO_8859_1);
  }

  private String until(boolean parenthesis) {
    StringBuilder out = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == ')' && parenthesis) {
        return out.toString();
      }
      if (c == '\\') {
        escape(out);
      } else {
        out.append(c);
      }
    }
    if (parenthesis) {
      throw new IllegalArgumentException("a parenthesis is not closed in " + text);
    }
    return out.toString();
  }

  private void escape(StringBuilder out) {
    char c = text.charAt(at++);
    switch (c) {
      case 'r' -> out.append('\r');
      case 'n' -> out.append('\n');
      case 't' -> out.append('\t');
      case '0' -> out.append('\0');
      case '\\', ')' -> out.append(c);
      case '#' -> out.append(time);
      case 'x' -> {
        out.append((char) Integer.parseInt(text.substring(at, at + 2), 16));
        at += 2;
      }
      case 'b' -> {
        at++; // the parenthesis
        byte[] plain = until(true).getBytes(StandardCharsets.ISO_8859_1);
        out.append(Base64.getEncoder().encodeToString(plain));
      }
      case '(' -> {
        int star = text.indexOf('*', at);
        int times = Integer.parseInt(text.substring(at, star));
        int outer = time;
        for (int i = 1; i <= times; i++) {
          time = i;
          at = star + 1;
          out.append(until(true));
        }
        time = outer;
      }
      default -> throw new IllegalArgumentException("unknown escape \\" + c + " in " + text);
    }
  }
}
