package org.chukei.notification;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.Locale;
import org.chukei.connector.api.QueueId;

/** What all messages of our own making have in common, whatever they tell. With CRLF line ends. */
final class OwnMail {

  /** RFC 5322 §3.3. */
  static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  static final String TEXT = "text/plain; charset=utf-8";

  /** Makes 7 bits of it, which every next hop takes. */
  static final String TEXT_ENCODING = "quoted-printable";

  private OwnMail() {}

  /** Writes the body that belongs below a header. */
  @FunctionalInterface
  interface Body {
    void writeTo(OutputStream out) throws IOException, MessagingException;
  }

  /**
   * The header as far as it is the same for all: without Auto-Submitted and Content-Type.
   *
   * @param to an address with a domain
   * @param english the subject
   * @param japanese the subject once more
   */
  static InternetHeaders header(
      String hostname, Instant now, QueueId queueId, String to, String english, String japanese)
      throws IOException {
    InternetHeaders header = new InternetHeaders();
    header.setHeader("Date", DATE.format(now));
    header.setHeader(
        "From",
        new InternetAddress("MAILER-DAEMON@" + hostname, "Mail Delivery System").toString());
    header.setHeader("To", to);
    header.setHeader("Subject", english + "\r\n " + MimeUtility.encodeText(japanese, "utf-8", "B"));
    header.setHeader("Message-ID", "<" + queueId + "@" + hostname + ">");
    header.setHeader("MIME-Version", "1.0");
    return header;
  }

  static byte[] octets(InternetHeaders header, Body body) throws IOException, MessagingException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String line : Collections.list(header.getAllHeaderLines())) {
      out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }
    out.write('\r');
    out.write('\n');
    body.writeTo(out);
    return out.toByteArray();
  }
}
