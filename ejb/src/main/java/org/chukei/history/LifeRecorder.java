package org.chukei.history;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chukei.config.HostPort;
import org.chukei.connector.api.Client;
import org.chukei.connector.api.DecisionId;
import org.chukei.connector.api.Envelope;
import org.chukei.connector.api.MessageContent;
import org.chukei.connector.api.QueueId;
import org.chukei.connector.api.SessionFacts;
import org.chukei.delivery.Outcome;
import org.chukei.history.LifeEvent.Addressed;
import org.chukei.history.LifeEvent.Composed;
import org.chukei.history.LifeEvent.Purpose;
import org.chukei.history.LifeEvent.Result;
import org.chukei.history.LifeEvent.Session;
import org.chukei.history.LifeEvent.Speaker;
import org.chukei.network.IpAddress;
import org.chukei.notification.NoticeKind;
import org.chukei.queue.DeliveryLog;
import org.chukei.queue.Handled;
import org.chukei.queue.Handling;
import org.chukei.smtp.Reply;
import org.chukei.store.StoredEnvelope;

/**
 * Hands what happens to messages to {@link MessageHistory}, as events. Never throws, and never
 * blocks but for an operator.
 */
@ApplicationScoped
public class LifeRecorder implements DeliveryLog {

  /** A peer may send a very long name. */
  private static final int LONGEST_HELO = 320;

  private final MessageHistory history;
  private final Clock clock;

  @Inject
  public LifeRecorder(MessageHistory history, Clock clock) {
    this.history = history;
    this.clock = clock;
  }

  /** For the container's proxies. */
  @SuppressWarnings("NullAway")
  protected LifeRecorder() {
    history = null;
    clock = null;
  }

  /** Charge was taken of a message; it is durable. */
  public void taken(Envelope envelope, MessageContent content, StoredEnvelope stored) {
    history.record(
        stored.queueId(),
        new LifeEvent.Accepted(
            stored.acceptedAt(),
            session(envelope.session()),
            envelope.sender().toString(),
            recipients(envelope),
            content.messageId(),
            stored.size(),
            stored.parameters().body().keyword()));
  }

  /** The client was told at the end of data to keep its message. */
  public void notTaken(Envelope envelope, QueueId queueId, MessageContent content, Reply reply) {
    notTaken(envelope, queueId, content.messageId(), content.size(), reply);
  }

  /** Likewise, for the sake of a content that nothing was kept of. */
  public void refused(Envelope envelope, QueueId queueId, Reply reply) {
    notTaken(envelope, queueId, Optional.empty(), 0, reply);
  }

  private void notTaken(
      Envelope envelope, QueueId queueId, Optional<String> messageId, long size, Reply reply) {
    history.record(
        queueId,
        new LifeEvent.NotTaken(
            clock.instant(),
            session(envelope.session()),
            envelope.sender().toString(),
            recipients(envelope),
            messageId,
            size,
            reply.toString()));
  }

  private static Session session(SessionFacts facts) {
    Client client = facts.client();
    String helo = facts.helo();
    return new Session(
        client.service().name(),
        IpAddress.of(client.address()).toString(),
        client.port(),
        client.proxy().map(proxy -> IpAddress.of(proxy).toString()),
        helo.length() <= LONGEST_HELO ? helo : helo.substring(0, LONGEST_HELO),
        facts.esmtp(),
        facts.tls(),
        facts.clientCertificate().map(sha256 -> "SHA256:" + sha256),
        facts.account());
  }

  private static List<Addressed> recipients(Envelope envelope) {
    return envelope.recipients().stream()
        .map(r -> new Addressed(r.path().toString(), r.decision().map(DecisionId::toString)))
        .toList();
  }

  @Override
  public void attempted(
      StoredEnvelope envelope,
      Outcome outcome,
      Duration delay,
      int attempts,
      Optional<Instant> nextAttempt) {
    history.record(
        envelope.queueId(),
        new LifeEvent.Attempted(
            clock.instant(),
            envelope.path(outcome.position()).toString(),
            result(outcome, nextAttempt),
            outcome.remote() ? Speaker.NEXT_HOP : Speaker.THIS_RELAY,
            outcome.status().toString(),
            outcome.text(),
            outcome.relay().name(),
            outcome.relay().tls(),
            delay.toMillis(),
            attempts,
            nextAttempt));
  }

  private static Result result(Outcome outcome, Optional<Instant> nextAttempt) {
    if (outcome instanceof Outcome.Delivered) {
      return Result.DELIVERED;
    }
    if (outcome instanceof Outcome.Failed) {
      return Result.FAILED;
    }
    return nextAttempt.isPresent() ? Result.DEFERRED : Result.GIVEN_UP;
  }

  @Override
  public void notice(NoticeKind kind, QueueId about, StoredEnvelope notice) {
    Purpose purpose = Purpose.valueOf(kind.name() + "_NOTICE");
    history.record(
        about,
        new LifeEvent.Told(
            clock.instant(), purpose, notice.queueId().text(), notice.path(0).toString()));
    composed(purpose, about, notice);
  }

  @Override
  public void forwarded(QueueId original, StoredEnvelope forward) {
    history.record(original, new LifeEvent.Forwarded(clock.instant(), forward.queueId().text()));
    composed(Purpose.FORWARD, original, forward);
  }

  private void composed(Purpose purpose, QueueId because, StoredEnvelope made) {
    history.record(
        made.queueId(),
        new Composed(
            clock.instant(),
            purpose,
            because.text(),
            made.sender().toString(),
            made.recipients().stream()
                .map(r -> new Addressed(r.path().toString(), Optional.empty()))
                .toList(),
            Optional.empty(),
            made.size()));
  }

  @Override
  public void untold(StoredEnvelope envelope, Outcome outcome) {
    history.record(
        envelope.queueId(),
        new LifeEvent.Untold(
            clock.instant(),
            envelope.path(outcome.position()).toString(),
            outcome.status().toString(),
            outcome.text()));
  }

  @Override
  public void gone(QueueId queueId) {
    history.record(queueId, new LifeEvent.Gone(clock.instant()));
  }

  @Override
  public void handled(Handling handling, List<Handled> mail) {
    Map<QueueId, List<LifeEvent>> events = new LinkedHashMap<>();
    mail.forEach(
        one ->
            events
                .computeIfAbsent(one.queueId(), id -> new ArrayList<>())
                .add(event(handling, one.recipient().toString())));
    history.recordNow(events);
  }

  private static LifeEvent event(Handling handling, String recipient) {
    return handling.kind() == Handling.Kind.REMOVED
        ? new LifeEvent.Removed(handling.at(), recipient, handling.by())
        : new LifeEvent.Handled(
            handling.at(),
            recipient,
            LifeEvent.Act.valueOf(handling.kind().name()),
            handling.by(),
            handling.to().map(HostPort::toString));
  }
}
