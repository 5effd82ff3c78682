package org.chukei.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.util.Optional;
import org.chukei.connector.api.QueueId;
import org.chukei.smtp.ForwardPath;
import org.chukei.smtp.Notify;
import org.chukei.smtp.OriginalRecipient;
import org.chukei.smtp.RcptParameters;
import org.chukei.store.StoredEnvelope.Recipient;

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

  @Column(name = "notify_given")
  private boolean notifyGiven;

  @Column(name = "notify_success")
  private boolean notifySuccess;

  @Column(name = "notify_failure")
  private boolean notifyFailure;

  @Column(name = "notify_delay")
  private boolean notifyDelay;

  /** Address type, semicolon, xtext; empty: not given. */
  @Column(name = "original_recipient")
  private String originalRecipient;

  private boolean settled;

  /** The sender was told that it waits. */
  private boolean warned;

  protected RecipientRow() {}

  RecipientRow(QueueId queueId, int place, Recipient recipient) {
    this.queueId = queueId.text();
    this.place = place;
    forwardPath = recipient.path().address();
    Notify asked = recipient.parameters().notifyOn().orElse(Notify.NEVER);
    notifyGiven = recipient.parameters().notifyOn().isPresent();
    notifySuccess = asked.success();
    notifyFailure = asked.failure();
    notifyDelay = asked.delay();
    originalRecipient =
        recipient.parameters().originalRecipient().map(OriginalRecipient::toString).orElse("");
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

  boolean isWarned() {
    return warned;
  }

  Recipient recipient() {
    return new Recipient(
        ForwardPath.ofAddress(forwardPath).orElseThrow(IllegalArgumentException::new),
        new RcptParameters(
            notifyGiven
                ? Optional.of(new Notify(notifySuccess, notifyFailure, notifyDelay))
                : Optional.empty(),
            originalRecipient()));
  }

  private Optional<OriginalRecipient> originalRecipient() {
    int semicolon = originalRecipient.indexOf(';');
    return semicolon < 0
        ? Optional.empty()
        : Optional.of(
            new OriginalRecipient(
                originalRecipient.substring(0, semicolon),
                originalRecipient.substring(semicolon + 1)));
  }
}
