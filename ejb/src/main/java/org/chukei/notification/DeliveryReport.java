package org.chukei.notification;

import jakarta.activation.DataHandler;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.chukei.connector.api.QueueId;

/**
 * The content of one notice: a multipart/report (RFC 6522) of an explanation, the status fields of
 * RFC 3464, and the original or its header. With CRLF line ends, and in 7 bits unless the original
 * has more, so that the next hop takes it if it takes the original.
 */
final class DeliveryReport {

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
            OwnMail.TEXT,
            OwnMail.TEXT_ENCODING,
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
    return OwnMail.octets(header(report.getContentType()), report::writeTo);
  }

  private InternetHeaders header(String contentType) throws IOException {
    InternetHeaders header =
        OwnMail.header(facts.hostname(), facts.now(), queueId, to(), english(), japanese());
    facts
        .returned()
        .messageId()
        .ifPresent(
            id -> {
              header.setHeader("In-Reply-To", id);
              header.setHeader("References", id);
            });
    header.setHeader("Auto-Submitted", "auto-replied"); // RFC 3834 §5
    header.setHeader("Content-Type", contentType);
    return header;
  }

  /** RFC 5322 §3.4 has no address without a domain. */
  private String to() {
    return facts.to().mailbox().isPresent()
        ? facts.to().address()
        : facts.to().address() + "@" + facts.hostname();
  }

  private String english() {
    return facts.isDoubleBounce() ? "A notice could not be delivered" : facts.kind().english();
  }

  private String japanese() {
    return facts.isDoubleBounce() ? "通知をお届けできませんでした" : facts.kind().japanese();
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
