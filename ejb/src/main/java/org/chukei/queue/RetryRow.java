package org.chukei.queue;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import org.chukei.connector.api.QueueId;
import org.chukei.store.RecipientKey;

/** A recipient that waits, or that waited before and is being tried again. */
@Entity
@Table(name = "retry")
@IdClass(RecipientKey.class)
class RetryRow {

  static final int TEXT_LENGTH = 1000;
  static final int RELAY_LENGTH = 400;

  @Id
  @Column(name = "queue_id")
  private String queueId;

  @Id private int place;

  @Column(name = "home_node")
  private String homeNode;

  @Column(name = "any_node")
  private boolean anyNode;

  private int attempts;

  @Column(name = "next_attempt")
  private long nextAttempt;

  private boolean held;
  private String status = "";

  @Column(name = "status_text")
  private String statusText = "";

  private String relay = "";

  /** Empty: nobody works on it. */
  private String owner = "";

  private long epoch;

  @Column(name = "lease_until")
  private long leaseUntil;

  protected RetryRow() {}

  RetryRow(Place place, String homeNode, boolean anyNode, Instant nextAttempt) {
    queueId = place.queueId().text();
    this.place = place.position();
    this.homeNode = homeNode;
    this.anyNode = anyNode;
    this.nextAttempt = nextAttempt.toEpochMilli();
  }

  RetryRow held() {
    held = true;
    return this;
  }

  RetryRow after(Deferral deferral) {
    attempts = deferral.attempts();
    status = deferral.status();
    statusText = deferral.text();
    relay = deferral.relay();
    return this;
  }

  Place place() {
    return new Place(new QueueId(queueId), place);
  }

  int attempts() {
    return attempts;
  }

  Instant nextAttempt() {
    return Instant.ofEpochMilli(nextAttempt);
  }

  boolean isHeld() {
    return held;
  }

  boolean isClaimed() {
    return !owner.isEmpty();
  }

  long epoch() {
    return epoch;
  }

  String status() {
    return status;
  }

  String statusText() {
    return statusText;
  }

  String relay() {
    return relay;
  }
}
