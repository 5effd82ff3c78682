package org.chukei.notification;

import jakarta.activation.DataHandler;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.chukei.delivery.Outcome;
import org.chukei.smtp.Mailbox;
import org.chukei.store.StoredEnvelope;

/**
 * The content of one notice: a multipart/report (RFC 6522) of an explanation, the status fields of
 * RFC 3464, and the original or its header. All of it is 7-bit with CRLF line ends, so that every
 * next hop takes it.
 */
final class DeliveryReport {

  /** RFC 5322 §3.3. */
  static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final String hostname;
  private final Instant now;
  private final StoredEnvelope original;
  private final OriginalPart returned;
  private final List<Outcome> givenUp;

  DeliveryReport(
      String hostname,
      Instant now,
      StoredEnvelope original,
      OriginalPart returned,
      List<Outcome> givenUp) {
    this.hostname = hostname;
    this.now = now;
    this.original = original;
    this.returned = returned;
    this.givenUp = givenUp;
  }

  byte[] octets(Mailbox to) throws MessagingException, IOException {
    // Each part brings its octets ready-made: Jakarta Mail's handlers by content type depend on
    // the class loader of whatever thread this runs on.
    MimeMultipart report = new Report("chukei-" + UUID.randomUUID());
    String text = new Explanation(hostname, original, returned, givenUp).text();
    boolean ascii = StandardCharsets.US_ASCII.newEncoder().canEncode(text);
    report.addBodyPart(
        part(
            "text/plain; charset=" + (ascii ? "us-ascii" : "utf-8"),
            ascii ? "7bit" : "quoted-printable",
            "Explanation",
            text.getBytes(StandardCharsets.UTF_8)));
    report.addBodyPart(
        part(
            "message/delivery-status",
            "7bit",
            "Delivery report",
            new StatusFields(hostname, now, original, givenUp)
                .text()
                .getBytes(StandardCharsets.US_ASCII)));
    report.addBodyPart(
        part(
            returned.contentType(),
            returned.encoding(),
            returned.description(),
            returned.octets()));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String line : Collections.list(header(to, report.getContentType()).getAllHeaderLines())) {
      out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }
    out.write('\r');
    out.write('\n');
    report.writeTo(out);
    return out.toByteArray();
  }

  private InternetHeaders header(Mailbox to, String contentType) throws IOException {
    InternetHeaders header = new InternetHeaders();
    header.setHeader("Date", DATE.format(now));
    header.setHeader(
        "From",
        new InternetAddress("MAILER-DAEMON@" + hostname, "Mail Delivery System").toString());
    header.setHeader("To", to.toString());
    header.setHeader("Subject", "Your message could not be delivered");
    header.setHeader("Message-ID", "<" + UUID.randomUUID() + "@" + hostname + ">");
    returned
        .messageId()
        .ifPresent(
            id -> {
              header.setHeader("In-Reply-To", id);
              header.setHeader("References", id);
            });
    header.setHeader("Auto-Submitted", "auto-replied"); // RFC 3834 §5
    header.setHeader("MIME-Version", "1.0");
    header.setHeader("Content-Type", contentType);
    return header;
  }

  private static MimeBodyPart part(
      String contentType, String encoding, String description, byte[] octets)
      throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setDataHandler(new DataHandler(new ByteArrayDataSource(octets, contentType)));
    part.setHeader("Content-Description", description);
    part.setHeader("Content-Type", contentType);
    part.setHeader("Content-Transfer-Encoding", encoding);
    return part;
  }

  /** With a boundary that the author of the original can't have foreseen. */
  private static final class Report extends MimeMultipart {
    Report(String boundary) {
      ContentType type = new ContentType("multipart", "report", null);
      type.setParameter("report-type", "delivery-status");
      type.setParameter("boundary", boundary);
      contentType = type.toString();
    }
  }
}
