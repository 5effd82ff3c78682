package org.chukei.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import org.chukei.connector.api.QueueId;
import org.chukei.smtp.ForwardPath;

/** One recipient of an envelope; kept until the message is gone, because places never change. */
@Entity
@Table(name = "message_recipient")
@IdClass(RecipientKey.class)
class RecipientRow {

  @Id
  @Column(name = "queue_id")
  private String queueId;

  @Id private int place;

  @Column(name = "forward_path")
  private String forwardPath;

  private boolean settled;

  protected RecipientRow() {}

  RecipientRow(QueueId queueId, int place, ForwardPath recipient) {
    this.queueId = queueId.text();
    this.place = place;
    forwardPath = recipient.address();
  }

  String queueId() {
    return queueId;
  }

  int place() {
    return place;
  }

  boolean isOwed() {
    return !settled;
  }

  ForwardPath forwardPath() {
    return StoredPaths.forwardPath(forwardPath);
  }
}
