package org.chukei.inbound;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.SequenceInputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Consumer;
import org.chukei.config.Settings;
import org.chukei.connector.api.Envelope;
import org.chukei.connector.api.MessageContent;
import org.chukei.connector.api.QueueId;
import org.chukei.connector.api.Verdict;
import org.chukei.history.LifeRecorder;
import org.chukei.maillog.MailLog;
import org.chukei.queue.DeliveryScheduler;
import org.chukei.smtp.Reply;
import org.chukei.store.MessageStore;
import org.chukei.store.NoSpaceException;
import org.chukei.store.StoredEnvelope;
import org.chukei.store.StoredEnvelope.Recipient;

/**
 * Takes charge of a message: gives it a queue id, writes our trace fields above what the client
 * sent, stores both durably, and only then tells the scheduler and says yes.
 */
@ApplicationScoped
public class Intake {

  // RFC 5321 §4.2.3 and RFC 3463 §3.4: mail system full.
  private static final Reply NO_SPACE =
      Reply.of(452, "4.3.1", "not enough space for the message now; try again later");

  private static final Reply NOT_STORED =
      Reply.of(451, "4.3.0", "the message could not be stored; try again later");

  private final MessageStore store;
  private final Consumer<StoredEnvelope> whenTaken;
  private final MailLog log;
  private final LifeRecorder lives;
  private final Clock clock;
  private final TraceFields traceFields;

  /** For the container's proxies. */
  protected Intake() {
    this.store = null;
    this.whenTaken = null;
    this.log = null;
    this.lives = null;
    this.clock = null;
    this.traceFields = null;
  }

  @Inject
  public Intake(
      Settings settings,
      Clock clock,
      MessageStore store,
      DeliveryScheduler scheduler,
      MailLog log,
      LifeRecorder lives) {
    this(settings, clock, store, scheduler::accepted, log, lives);
  }

  /**
   * @param whenTaken is told of each message after it was stored
   */
  Intake(
      Settings settings,
      Clock clock,
      MessageStore store,
      Consumer<StoredEnvelope> whenTaken,
      MailLog log,
      LifeRecorder lives) {
    this.store = store;
    this.whenTaken = whenTaken;
    this.log = log;
    this.lives = lives;
    this.clock = clock;
    this.traceFields = new TraceFields(settings.hostname(), ZoneId.systemDefault());
  }

  /**
   * Accepted only when the message would survive a loss of power; deferred (452 4.3.1 where the
   * disk is full, else 451 4.3.0) where it could not be stored.
   */
  public Verdict takeCharge(Envelope envelope, MessageContent content) {
    Instant now = clock.instant();
    QueueId queueId = QueueId.at(now);
    byte[] trace = traceFields.of(envelope, queueId, now);
    StoredEnvelope stored =
        new StoredEnvelope(
            queueId,
            now,
            envelope.sender(),
            envelope.parameters(),
            envelope.recipients().stream()
                .map(recipient -> new Recipient(recipient.path(), recipient.parameters()))
                .toList(),
            trace.length + content.size());
    try {
      store.put(
          stored, () -> new SequenceInputStream(new ByteArrayInputStream(trace), content.open()));
    } catch (NoSpaceException e) {
      log.notTaken(envelope, queueId, e);
      lives.notTaken(envelope, queueId, content, NO_SPACE);
      return new Verdict.Deferred(NO_SPACE);
    } catch (Exception e) { // whatever it is, the client still has the message
      log.notTaken(envelope, queueId, e);
      lives.notTaken(envelope, queueId, content, NOT_STORED);
      return new Verdict.Deferred(NOT_STORED);
    }
    log.taken(envelope, stored);
    lives.taken(envelope, content, stored);
    whenTaken.accept(stored);
    return new Verdict.Accepted(Reply.of(250, "2.0.0", "queued as " + queueId));
  }

  /**
   * The client was told at the end of data to keep its message, before it came here. It gets an id
   * all the same, by which it is found.
   */
  public void refused(Envelope envelope, Reply reply) {
    QueueId queueId = QueueId.at(clock.instant());
    log.contentRefused(envelope, queueId, reply);
    lives.refused(envelope, queueId, reply);
  }
}
