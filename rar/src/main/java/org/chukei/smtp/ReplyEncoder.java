package org.chukei.smtp;

import java.io.ByteArrayOutputStream;

/**
 * Writes replies as octets (RFC 5321 §4.2). Whatever a text holds, what goes out are lines of
 * US-ASCII within {@link SmtpLimits#REPLY_LINE}: control and other characters become question
 * marks, what is too long is cut.
 */
public final class ReplyEncoder {

  private ReplyEncoder() {}

  /** All lines with CRLF. The status stands on each of them (RFC 2034 §4). */
  public static byte[] encode(Reply reply) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(64);
    String status = reply.status().map(s -> s + " ").orElse("");
    int last = reply.lines().size() - 1;
    for (int i = 0; i <= last; i++) {
      append(out, Integer.toString(reply.code()) + (i < last ? '-' : ' ') + status);
      append(out, cut(reply.lines().get(i), SmtpLimits.REPLY_LINE - 6 - status.length()));
      out.write('\r');
      out.write('\n');
    }
    return out.toByteArray();
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length);
  }

  private static void append(ByteArrayOutputStream out, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      out.write(c >= ' ' && c <= '~' ? c : '?');
    }
  }
}
