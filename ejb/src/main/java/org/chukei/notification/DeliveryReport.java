package org.chukei.notification;

import jakarta.activation.DataHandler;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.Locale;
import java.util.UUID;
import org.chukei.connector.api.QueueId;

/**
 * The content of one notice: a multipart/report (RFC 6522) of an explanation, the status fields of
 * RFC 3464, and the original or its header. With CRLF line ends, and in 7 bits unless the original
 * has more, so that the next hop takes it if it takes the original.
 */
final class DeliveryReport {

  /** RFC 5322 §3.3. */
  static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final NoticeFacts facts;
  private final QueueId queueId;

  /**
   * @param queueId the notice's
   */
  DeliveryReport(NoticeFacts facts, QueueId queueId) {
    this.facts = facts;
    this.queueId = queueId;
  }

  byte[] octets() throws MessagingException, IOException {
    // Each part brings its octets ready-made: Jakarta Mail's handlers by content type depend on
    // the class loader of whatever thread this runs on.
    MimeMultipart report = new Report("chukei-" + UUID.randomUUID());
    report.addBodyPart(
        part(
            "text/plain; charset=utf-8",
            "quoted-printable",
            "Explanation",
            new Explanation(facts).text().getBytes(StandardCharsets.UTF_8)));
    StatusFields status = new StatusFields(facts);
    report.addBodyPart(
        part(
            status.contentType(),
            OriginalPart.hasEightBitOctets(status.octets()) ? "8bit" : "7bit",
            "Delivery report",
            status.octets()));
    OriginalPart returned = facts.returned();
    report.addBodyPart(
        part(
            returned.contentType(),
            returned.encoding(),
            returned.description(),
            returned.octets()));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String line : Collections.list(header(report.getContentType()).getAllHeaderLines())) {
      out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }
    out.write('\r');
    out.write('\n');
    report.writeTo(out);
    return out.toByteArray();
  }

  private InternetHeaders header(String contentType) throws IOException {
    InternetHeaders header = new InternetHeaders();
    header.setHeader("Date", DATE.format(facts.now()));
    header.setHeader(
        "From",
        new InternetAddress("MAILER-DAEMON@" + facts.hostname(), "Mail Delivery System")
            .toString());
    header.setHeader("To", to());
    header.setHeader("Subject", subject());
    header.setHeader("Message-ID", "<" + queueId + "@" + facts.hostname() + ">");
    facts
        .returned()
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

  /** RFC 5322 §3.4 has no address without a domain. */
  private String to() {
    return facts.to().mailbox().isPresent()
        ? facts.to().address()
        : facts.to().address() + "@" + facts.hostname();
  }

  private String subject() throws IOException {
    String english =
        facts.isDoubleBounce() ? "A notice could not be delivered" : facts.kind().english();
    String japanese = facts.isDoubleBounce() ? "通知をお届けできませんでした" : facts.kind().japanese();
    return english + "\r\n " + MimeUtility.encodeText(japanese, "utf-8", "B");
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
