package org.chukei.queue;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.chukei.connector.api.QueueId;
import org.chukei.queue.AttemptResult.Judged;
import org.chukei.queue.SenderNotices.NoNotice;
import org.chukei.queue.SenderNotices.Told;
import org.chukei.store.MessageStore;
import org.chukei.store.MessageStore.Settled;
import org.chukei.store.StoredEnvelope;

/**
 * Writes down what an attempt came to: settles in the store, tells the sender, keeps the rows of
 * those that wait. Safe for many threads, and to be repeated after a failure.
 */
final class OutcomeRecorder {

  private static final System.Logger LOGGER = System.getLogger(OutcomeRecorder.class.getName());

  private final MessageStore store;
  private final RetryQueue retries;
  private final SenderNotices notices;
  private final RetrySchedule schedule;
  private final DeliveryLog log;
  private final Clock clock;

  OutcomeRecorder(
      MessageStore store,
      RetryQueue retries,
      SenderNotices notices,
      RetrySchedule schedule,
      DeliveryLog log,
      Clock clock) {
    this.store = store;
    this.retries = retries;
    this.notices = notices;
    this.schedule = schedule;
    this.log = log;
    this.clock = clock;
  }

  /**
   * @param hasRows whether some of these recipients may have a row; asked when they are settled
   * @param whenPut is told of each message that is put, to be delivered; though the rest may fail,
   *     for it is not put again when the rest is repeated
   */
  void record(AttemptResult result, BooleanSupplier hasRows, Consumer<StoredEnvelope> whenPut)
      throws IOException {
    StoredEnvelope envelope = result.work().envelope();
    QueueId queueId = envelope.queueId();
    List<Judged> forwarded = result.those(Judged::isForwarded);
    List<Judged> delivered = result.those(r -> r.isDelivered() && !r.isForwarded());
    List<Judged> givenUp = result.those(Judged::isGivenUp);
    List<Judged> deferred = result.those(Judged::isDeferred);
    for (Judged recipient : forwarded) {
      settled(queueId, notices.forwarded(envelope, recipient, whenPut));
      forgetRows(queueId, List.of(recipient), hasRows);
    }
    if (!delivered.isEmpty()) {
      Told told = notices.delivered(envelope, delivered);
      told.put().ifPresent(whenPut);
      settled(queueId, told.settled());
      forgetRows(queueId, delivered, hasRows);
    }
    if (!deferred.isEmpty()) {
      notices.waiting(envelope, deferred).ifPresent(whenPut);
      retries.defer(
          deferred.stream()
              .map(recipient -> deferral(result, recipient, recipient.next().orElseThrow()))
              .toList());
    }
    if (!givenUp.isEmpty()) {
      giveUp(result, givenUp, hasRows).ifPresent(whenPut);
    }
  }

  private Optional<StoredEnvelope> giveUp(
      AttemptResult result, List<Judged> givenUp, BooleanSupplier hasRows) throws IOException {
    StoredEnvelope envelope = result.work().envelope();
    QueueId queueId = envelope.queueId();
    if (store.find(queueId).isEmpty()) {
      forgetRows(queueId, givenUp, hasRows); // removed by an operator, or recorded before
      return Optional.empty();
    }
    Told told;
    try {
      told = notices.givenUp(envelope, givenUp);
    } catch (NoNotice e) {
      // Nobody would ever be told: better tried again than settled in silence.
      LOGGER.log(System.Logger.Level.ERROR, "no notice for " + queueId + ", deferred", e);
      Instant later = schedule.later(clock.instant());
      retries.defer(givenUp.stream().map(r -> deferral(result, r, later)).toList());
      return Optional.empty();
    }
    settled(queueId, told.settled());
    // Rows that stay behind by a failure here are found to be of nobody when they are due.
    try {
      forgetRows(queueId, givenUp, hasRows);
    } catch (IOException e) {
      LOGGER.log(System.Logger.Level.WARNING, "rows of " + queueId + " left over", e);
    }
    return told.put();
  }

  private void settled(QueueId queueId, Settled settled) {
    if (settled.gone()) {
      log.gone(queueId);
    }
  }

  private void forgetRows(QueueId queueId, List<Judged> recipients, BooleanSupplier hasRows)
      throws IOException {
    if (hasRows.getAsBoolean()) {
      retries.forget(
          AttemptResult.positions(recipients).stream()
              .map(position -> new Place(queueId, position))
              .toList());
    }
  }

  private static Deferral deferral(AttemptResult result, Judged recipient, Instant next) {
    int position = recipient.outcome().position();
    return Deferral.of(
        result.work().addressee(position),
        result.work().recipients().get(position).epoch(),
        recipient.attempts(),
        next,
        recipient.outcome());
  }
}
