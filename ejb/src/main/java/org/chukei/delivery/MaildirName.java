package org.chukei.delivery;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Makes a directory name of a local-part or a domain: lower case, and {@code %XX} for every octet
 * that is not a letter, a digit or one of {@code . _ + -}, and for a dot in front. Two different
 * names never become one, and none leaves its directory.
 */
final class MaildirName {

  private static final String PLAIN = "abcdefghijklmnopqrstuvwxyz0123456789._+-";

  private MaildirName() {}

  static String of(String text) {
    if (text.isEmpty()) {
      return "%"; // the local-part "" of RFC 5321 §4.1.2; nothing else becomes this
    }
    StringBuilder name = new StringBuilder();
    for (byte octet : text.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8)) {
      boolean hidden = octet == '.' && name.isEmpty();
      if (octet > 0 && PLAIN.indexOf(octet) >= 0 && !hidden) {
        name.append((char) octet);
      } else {
        name.append(String.format(Locale.ROOT, "%%%02X", octet));
      }
    }
    return name.toString();
  }
}
