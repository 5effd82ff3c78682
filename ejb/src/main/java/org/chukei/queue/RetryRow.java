package org.chukei.queue;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.chukei.config.HostPort;
import org.chukei.connector.api.QueueId;
import org.chukei.store.RecipientKey;

/** A recipient that waits, or that waited before and is being tried again. */
@Entity
@Table(name = "retry")
@IdClass(RecipientKey.class)
class RetryRow {

  static final int TEXT_LENGTH = 1000;
  static final int RELAY_LENGTH = 400;
  static final int ADDRESS_LENGTH = 320;
  static final int DESTINATION_LENGTH = 300;

  @Id
  @Column(name = "queue_id")
  private String queueId;

  @Id private int place;

  @Column(name = "home_node")
  private String homeNode;

  @Column(name = "any_node")
  private boolean anyNode;

  private String sender = "";
  private String recipient = "";
  private String destination = "";
  private String route = "";

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

  RetryRow(Addressee addressee, String homeNode, boolean anyNode, Instant nextAttempt) {
    queueId = addressee.place().queueId().text();
    place = addressee.place().position();
    sender = cut(addressee.sender(), ADDRESS_LENGTH);
    recipient = cut(addressee.recipient(), ADDRESS_LENGTH);
    destination = cut(addressee.destination(), DESTINATION_LENGTH);
    this.homeNode = homeNode;
    this.anyNode = anyNode;
    this.nextAttempt = nextAttempt.toEpochMilli();
  }

  /** What does not fit is found by no filter, and that is all. */
  static String cut(String text, int length) {
    return text.length() > length ? text.substring(0, length) : text;
  }

  RetryRow held() {
    held = true;
    return this;
  }

  RetryRow routed(HostPort to) {
    route = to.toString();
    destination = route;
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

  String destination() {
    return route.isEmpty() ? destination : route;
  }

  Optional<HostPort> route() {
    return HostPort.parse(route);
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
