package org.chukei.delivery;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chukei.smtp.EnhancedStatus;
import org.chukei.smtp.Reply;

/**
 * Reads the next hop's replies (RFC 5321 §4.2), bounded whatever it sends. Lenient where leniency
 * costs nothing: LF ends a line, lines may be too long, an enhanced status that is none is text.
 */
final class ReplyReader {

  /** All lines of one reply together, in octets; a well-meaning EHLO reply has about a thousand. */
  static final int MOST_OCTETS = 65_536;

  private final SmtpSocket socket;

  ReplyReader(SmtpSocket socket) {
    this.socket = socket;
  }

  /**
   * @param deadline for the whole reply, see {@link SmtpSocket#deadline}
   * @throws ProtocolException for what is no reply, or never ends
   * @throws EOFException where the peer has closed
   */
  Reply read(long deadline) throws IOException {
    List<String> lines = new ArrayList<>();
    int octets = 0;
    String line;
    do {
      byte[] raw = line(deadline, MOST_OCTETS - octets);
      octets += raw.length + 1;
      line = text(raw);
      requireReplyLine(line);
      lines.add(line);
    } while (line.length() > 3 && line.charAt(3) == '-');
    return reply(lines);
  }

  private byte[] line(long deadline, int most) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(80);
    for (int octet = socket.read(deadline); octet != '\n'; octet = socket.read(deadline)) {
      if (octet < 0) {
        throw new EOFException("the peer has closed");
      }
      if (line.size() >= most) {
        throw new ProtocolException("reply of more than " + MOST_OCTETS + " octets");
      }
      line.write(octet);
    }
    return line.toByteArray();
  }

  private static String text(byte[] line) {
    int end = line.length;
    while (end > 0 && line[end - 1] == '\r') {
      end--;
    }
    return new String(line, 0, end, StandardCharsets.UTF_8);
  }

  private static void requireReplyLine(String line) throws ProtocolException {
    boolean valid =
        line.length() >= 3
            && line.charAt(0) >= '2'
            && line.charAt(0) <= '5'
            && isDigit(line.charAt(1))
            && isDigit(line.charAt(2))
            && (line.length() == 3 || line.charAt(3) == ' ' || line.charAt(3) == '-');
    if (!valid) {
      throw new ProtocolException("not an SMTP reply: " + Answer.bounded(line));
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** The last line's code counts: it is the one that ends the reply. */
  private static Reply reply(List<String> lines) {
    int code = Integer.parseInt(lines.get(lines.size() - 1).substring(0, 3));
    List<String> texts = new ArrayList<>();
    for (String line : lines) {
      texts.add(line.length() > 4 ? line.substring(4) : "");
    }
    Optional<EnhancedStatus> status = status(texts.get(texts.size() - 1), code);
    if (status.isPresent()) {
      String prefix = status.get().toString();
      texts.replaceAll(text -> text.startsWith(prefix) ? without(prefix, text) : text);
    }
    return new Reply(code, status, texts);
  }

  private static String without(String prefix, String text) {
    return text.substring(prefix.length()).stripLeading();
  }

  /** RFC 2034 §4: its class must be the code's; where it is not, the code is to be believed. */
  private static Optional<EnhancedStatus> status(String text, int code) {
    int space = text.indexOf(' ');
    return EnhancedStatus.parse(space < 0 ? text : text.substring(0, space))
        .filter(status -> status.statusClass() == code / 100);
  }
}
