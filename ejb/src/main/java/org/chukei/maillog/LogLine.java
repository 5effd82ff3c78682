package org.chukei.maillog;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * One line in the making, {@code time host chukei/component: [queue id: ]key=value, key=value}, as
 * who knows Postfix expects it. What a peer sent can neither end the line nor forge a key: control
 * characters, and all that is not US-ASCII, are written as {@code \xHH} or {@code \}{@code uHHHH},
 * and angle brackets and backslashes inside a bracketed value are escaped likewise.
 */
final class LogLine {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX").withZone(ZoneOffset.UTC);
  private static final int VALUE_LIMIT = 1_000;

  private final StringBuilder text = new StringBuilder(200);
  private boolean first = true;

  LogLine(Instant at, String host, String component) {
    text.append(TIME.format(at)).append(' ').append(host).append(" chukei/").append(component);
    text.append(": ");
  }

  /** The queue id, before all keys. */
  LogLine id(Object queueId) {
    text.append(queueId).append(": ");
    return this;
  }

  /** A bare word of ours, such as {@code removed}. */
  LogLine word(String word) {
    separate();
    text.append(word);
    return this;
  }

  /** {@code key=value}; what would look like another key is escaped. */
  LogLine with(String key, Object value) {
    separate();
    text.append(key).append('=');
    append(String.valueOf(value), " ,()<>");
    return this;
  }

  /** {@code key=<value>}, for addresses and HELO names. */
  LogLine bracketed(String key, String value) {
    separate();
    text.append(key).append("=<");
    append(value, "<>");
    text.append('>');
    return this;
  }

  /** {@code (text)}, for replies, behind the last key. */
  LogLine parenthesised(String words) {
    text.append(" (");
    append(words, "");
    text.append(')');
    return this;
  }

  private void separate() {
    if (!first) {
      text.append(", ");
    }
    first = false;
  }

  private void append(String value, String special) {
    int end = Math.min(value.length(), VALUE_LIMIT);
    for (int i = 0; i < end; i++) {
      char c = value.charAt(i);
      if (c > 0xff) {
        text.append(String.format("\\u%04x", (int) c));
      } else if (c < ' ' || c > '~' || c == '\\' || special.indexOf(c) >= 0) {
        text.append(String.format("\\x%02x", (int) c));
      } else {
        text.append(c);
      }
    }
    if (end < value.length()) {
      text.append("...");
    }
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
