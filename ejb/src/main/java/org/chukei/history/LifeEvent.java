package org.chukei.history;

import jakarta.json.bind.annotation.JsonbSubtype;
import jakarta.json.bind.annotation.JsonbTypeInfo;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One thing that happened to a message. Addresses are in angle brackets; whatever a peer sent is as
 * it was sent: escape to show. These records are what is kept, as JSON, and what the REST API
 * answers: components may be added, never renamed.
 */
@JsonbTypeInfo(
    key = "event",
    value = {
      @JsonbSubtype(alias = "accepted", type = LifeEvent.Accepted.class),
      @JsonbSubtype(alias = "notTaken", type = LifeEvent.NotTaken.class),
      @JsonbSubtype(alias = "composed", type = LifeEvent.Composed.class),
      @JsonbSubtype(alias = "attempted", type = LifeEvent.Attempted.class),
      @JsonbSubtype(alias = "told", type = LifeEvent.Told.class),
      @JsonbSubtype(alias = "untold", type = LifeEvent.Untold.class),
      @JsonbSubtype(alias = "forwarded", type = LifeEvent.Forwarded.class),
      @JsonbSubtype(alias = "handled", type = LifeEvent.Handled.class),
      @JsonbSubtype(alias = "removed", type = LifeEvent.Removed.class),
      @JsonbSubtype(alias = "gone", type = LifeEvent.Gone.class)
    })
public sealed interface LifeEvent {

  Instant at();

  /** What a life begins with. */
  sealed interface Beginning extends LifeEvent {

    String sender();

    List<Addressed> recipients();

    /** See {@link org.chukei.connector.api.MessageContent#messageId}. */
    Optional<String> messageId();

    /** In octets. */
    long size();
  }

  /**
   * Who brought it, as {@link org.chukei.connector.api.SessionFacts} has it.
   *
   * @param proxy through which the client came
   * @param clientCertificate {@code SHA256:…}
   */
  record Session(
      String service,
      String client,
      int port,
      Optional<String> proxy,
      String helo,
      boolean esmtp,
      Optional<String> tls,
      Optional<String> clientCertificate,
      Optional<String> account) {}

  /**
   * A recipient and the verdict that let it pass.
   *
   * @param decision empty where nobody had to decide
   */
  record Addressed(String recipient, Optional<String> decision) {}

  /** Charge was taken; it is durable. */
  record Accepted(
      Instant at,
      Session session,
      String sender,
      List<Addressed> recipients,
      Optional<String> messageId,
      long size,
      String body)
      implements Beginning {}

  /**
   * The client was told, at the end of data, to keep it: for the content's sake, or because it
   * could not be stored. It never was ours.
   *
   * @param reply what it was told
   */
  record NotTaken(
      Instant at,
      Session session,
      String sender,
      List<Addressed> recipients,
      Optional<String> messageId,
      long size,
      String reply)
      implements Beginning {}

  /** Why this relay makes a message itself. */
  enum Purpose {
    FAILURE_NOTICE,
    DELAY_NOTICE,
    SUCCESS_NOTICE,
    FORWARD
  }

  /**
   * Made here, because of another message.
   *
   * @param because the queue id of that
   */
  record Composed(
      Instant at,
      Purpose purpose,
      String because,
      String sender,
      List<Addressed> recipients,
      Optional<String> messageId,
      long size)
      implements Beginning {}

  /** What an attempt came to. */
  enum Result {
    DELIVERED,
    DEFERRED,
    /** For good. */
    FAILED,
    /** It was deferred, and its time is up. */
    GIVEN_UP
  }

  /** Whose words they are, and so whose refusal it is. */
  enum Speaker {
    /** Theirs. */
    NEXT_HOP,
    /** Ours. */
    THIS_RELAY
  }

  /**
   * One attempt for one recipient has ended.
   *
   * @param relay who said so, {@code mx.example.com[192.0.2.1]:25}; {@code none} where nobody was
   *     reached
   * @param tls how the connection was protected; empty for none
   * @param status RFC 3463
   * @param delay since acceptance, in milliseconds
   * @param attempts made so far, this one included
   * @param next empty where there is none
   */
  record Attempted(
      Instant at,
      String recipient,
      Result result,
      Speaker speaker,
      String status,
      String text,
      String relay,
      String tls,
      long delay,
      int attempts,
      Optional<Instant> next)
      implements LifeEvent {}

  /**
   * Somebody is told of it by a message of its own.
   *
   * @param notice its queue id
   */
  record Told(Instant at, Purpose purpose, String notice, String recipient) implements LifeEvent {}

  /** A recipient was given up and nobody is told. */
  record Untold(Instant at, String recipient, String status, String text) implements LifeEvent {}

  /**
   * An alias or a group has members elsewhere, and it goes on to them.
   *
   * @param forward the queue id of what goes on
   */
  record Forwarded(Instant at, String forward) implements LifeEvent {}

  /** What an operator may do to what is owed, short of removing it. */
  enum Act {
    HELD,
    RELEASED,
    RETRIED,
    REROUTED
  }

  /**
   * An operator has done something to what is owed to a recipient.
   *
   * @param to the one host that it goes to from now on; empty where that does not change
   */
  record Handled(Instant at, String recipient, Act act, String by, Optional<String> to)
      implements LifeEvent {}

  /** An operator has ended what was owed to a recipient. */
  record Removed(Instant at, String recipient, String by) implements LifeEvent {}

  /** Nothing of it is owed any more. */
  record Gone(Instant at) implements LifeEvent {}
}
