package org.chukei.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.chukei.connector.api.QueueId;
import org.chukei.smtp.BodyType;

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

  @Column(name = "octet_count")
  private long octetCount;

  /** Counted up at each settlement: the lock that makes settlements of one message take turns. */
  private int settlements;

  protected MessageRow() {}

  MessageRow(StoredEnvelope envelope, String homeNode) {
    queueId = envelope.queueId().text();
    this.homeNode = homeNode;
    acceptedAt = envelope.acceptedAt().toEpochMilli();
    sender = envelope.sender().address();
    body = envelope.body().name();
    octetCount = envelope.size();
  }

  String queueId() {
    return queueId;
  }

  StoredEnvelope envelope(List<RecipientRow> recipients) throws IOException {
    try {
      return new StoredEnvelope(
          new QueueId(queueId),
          Instant.ofEpochMilli(acceptedAt),
          StoredPaths.reversePath(sender),
          recipients.stream().map(RecipientRow::forwardPath).toList(),
          BodyType.valueOf(body),
          octetCount);
    } catch (IllegalArgumentException e) {
      throw new IOException("the rows of message " + queueId + " are damaged", e);
    }
  }
}
