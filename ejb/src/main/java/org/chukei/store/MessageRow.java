package org.chukei.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.chukei.connector.api.QueueId;
import org.chukei.smtp.BodyType;
import org.chukei.smtp.MailParameters;
import org.chukei.smtp.ReturnedContent;
import org.chukei.smtp.ReversePath;

/** An envelope without its recipients. */
@Entity
@Table(name = "message")
class MessageRow {

  @Id
  @Column(name = "queue_id")
  private String queueId;

  @Column(name = "home_node")
  private String homeNode;

  @Column(name = "accepted_at")
  private long acceptedAt;

  private String sender;
  private String body;

  @Column(name = "smtp_utf8")
  private boolean smtpUtf8;

  @Column(name = "require_tls")
  private boolean requireTls;

  /** Empty: not given, as are those below. */
  private String returned;

  @Column(name = "envelope_id")
  private String envelopeId;

  @Column(name = "octet_count")
  private long octetCount;

  /** Our own, to a sender. */
  private boolean notice;

  /** Counted up at each settlement: the lock that makes settlements of one message take turns. */
  private int settlements;

  protected MessageRow() {}

  MessageRow(StoredEnvelope envelope, String homeNode) {
    queueId = envelope.queueId().text();
    this.homeNode = homeNode;
    acceptedAt = envelope.acceptedAt().toEpochMilli();
    sender = envelope.sender().address();
    body = envelope.parameters().body().name();
    smtpUtf8 = envelope.parameters().smtpUtf8();
    requireTls = envelope.parameters().requireTls();
    returned = envelope.parameters().returned().map(Enum::name).orElse("");
    envelopeId = envelope.parameters().envelopeId().orElse("");
    octetCount = envelope.size();
    notice = envelope.isNotice();
  }

  String queueId() {
    return queueId;
  }

  StoredEnvelope envelope(List<RecipientRow> recipients) throws IOException {
    try {
      return new StoredEnvelope(
          new QueueId(queueId),
          Instant.ofEpochMilli(acceptedAt),
          ReversePath.ofAddress(sender).orElseThrow(IllegalArgumentException::new),
          parameters(),
          recipients.stream().map(RecipientRow::recipient).toList(),
          octetCount,
          notice);
    } catch (IllegalArgumentException e) {
      throw new IOException("the rows of message " + queueId + " are damaged", e);
    }
  }

  private MailParameters parameters() {
    return new MailParameters(
        BodyType.valueOf(body),
        smtpUtf8,
        requireTls,
        Optional.of(returned).filter(text -> !text.isEmpty()).map(ReturnedContent::valueOf),
        Optional.of(envelopeId).filter(text -> !text.isEmpty()));
  }
}
