package org.chukei.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import org.chukei.connector.api.QueueId;
import org.chukei.smtp.ForwardPath;

/** One recipient of an envelope; kept until the message is gone, because places never change. */
@Entity
@Table(name = "message_recipient")
@IdClass(RecipientRow.Key.class)
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

  /** For JPA, which does not take a record here. */
  static final class Key implements Serializable {

    private String queueId;
    private int place;

    @Override
    public boolean equals(Object other) {
      return other instanceof Key that && place == that.place && queueId.equals(that.queueId);
    }

    @Override
    public int hashCode() {
      return 31 * queueId.hashCode() + place;
    }
  }
}
