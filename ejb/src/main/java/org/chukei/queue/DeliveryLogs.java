package org.chukei.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.chukei.cluster.Lease.TakenOver;
import org.chukei.connector.api.QueueId;
import org.chukei.delivery.Outcome;
import org.chukei.notification.NoticeKind;
import org.chukei.store.StoredEnvelope;

/** All who listen to what the queue has to say, as one. */
final class DeliveryLogs implements DeliveryLog {

  private final List<DeliveryLog> all;

  DeliveryLogs(List<DeliveryLog> all) {
    this.all = List.copyOf(all);
  }

  @Override
  public void attempted(
      StoredEnvelope envelope,
      Outcome outcome,
      Duration delay,
      int attempts,
      Optional<Instant> nextAttempt) {
    all.forEach(log -> log.attempted(envelope, outcome, delay, attempts, nextAttempt));
  }

  @Override
  public void notice(NoticeKind kind, QueueId about, StoredEnvelope notice) {
    all.forEach(log -> log.notice(kind, about, notice));
  }

  @Override
  public void forwarded(QueueId original, StoredEnvelope forward) {
    all.forEach(log -> log.forwarded(original, forward));
  }

  @Override
  public void untold(StoredEnvelope envelope, Outcome outcome) {
    all.forEach(log -> log.untold(envelope, outcome));
  }

  @Override
  public void destinationRests(String destination, Rest rest) {
    all.forEach(log -> log.destinationRests(destination, rest));
  }

  @Override
  public void destinationAnswers(String destination) {
    all.forEach(log -> log.destinationAnswers(destination));
  }

  @Override
  public void gone(QueueId queueId) {
    all.forEach(log -> log.gone(queueId));
  }

  @Override
  public void handled(Handling handling, List<Handled> mail) {
    all.forEach(log -> log.handled(handling, mail));
  }

  @Override
  public void paused(Pause pause) {
    all.forEach(log -> log.paused(pause));
  }

  @Override
  public void resumed(Pause pause) {
    all.forEach(log -> log.resumed(pause));
  }

  @Override
  public void tookOver(TakenOver taken) {
    all.forEach(log -> log.tookOver(taken));
  }

  @Override
  public void lostLease() {
    all.forEach(DeliveryLog::lostLease);
  }
}
