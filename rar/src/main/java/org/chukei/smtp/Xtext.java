package org.chukei.smtp;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The coding that makes any US-ASCII text fit to be the value of a parameter (RFC 3461 §4):
 * characters outside {@code !} to {@code ~}, and {@code +} and {@code =}, as {@code +} and two
 * upper-case hexadecimal digits.
 */
public final class Xtext {

  private static final Pattern XTEXT = Pattern.compile("(?:[!-*,-<>-~]|\\+[0-9A-F]{2})*");

  private Xtext() {}

  /** Empty where it is none, or holds an octet that is not US-ASCII. */
  public static Optional<String> decode(String xtext) {
    if (!XTEXT.matcher(xtext).matches()) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder(xtext.length());
    for (int i = 0; i < xtext.length(); i++) {
      char c = xtext.charAt(i);
      if (c == '+') {
        c = (char) Integer.parseInt(xtext, i + 1, i + 3, 16);
        i += 2;
      }
      if (c > 127) {
        return Optional.empty();
      }
      text.append(c);
    }
    return Optional.of(text.toString());
  }

  /**
   * @param text in US-ASCII
   */
  public static String encode(String text) {
    StringBuilder xtext = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > 127) {
        throw new IllegalArgumentException("xtext is of US-ASCII");
      }
      if (c < '!' || c > '~' || c == '+' || c == '=') {
        xtext.append(String.format("+%02X", (int) c));
      } else {
        xtext.append(c);
      }
    }
    return xtext.toString();
  }
}
