package org.chukei.queue;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.chukei.connector.api.QueueId;
import org.chukei.delivery.Forward;
import org.chukei.delivery.Outcome;
import org.chukei.notification.Notice;
import org.chukei.notification.NoticeKind;
import org.chukei.notification.Notices;
import org.chukei.queue.AttemptResult.Judged;
import org.chukei.store.MessageStore;
import org.chukei.store.MessageStore.Owed;
import org.chukei.store.MessageStore.Settled;
import org.chukei.store.StoredEnvelope;

/**
 * Tells senders what became of their recipients, where they want to be told: each notice goes into
 * the store in one step with the fact that it tells, so that neither is there without the other.
 * Safe for many threads, and to be repeated after a failure.
 */
final class SenderNotices {

  private static final System.Logger LOGGER = System.getLogger(SenderNotices.class.getName());

  private final Notices notices;
  private final MessageStore store;
  private final RetrySchedule schedule;
  private final DeliveryLog log;
  private final Clock clock;

  SenderNotices(
      Notices notices, MessageStore store, RetrySchedule schedule, DeliveryLog log, Clock clock) {
    this.notices = notices;
    this.store = store;
    this.schedule = schedule;
    this.log = log;
    this.clock = clock;
  }

  /**
   * @param put the notice, to be delivered; empty where there was none to be put
   */
  record Told(Settled settled, Optional<StoredEnvelope> put) {}

  /** A notice could not be composed. */
  static final class NoNotice extends Exception {
    NoNotice(Exception cause) {
      super(cause);
    }
  }

  /**
   * Settles what was given up.
   *
   * @throws NoNotice the notice can't be composed; nothing was settled
   */
  Told givenUp(StoredEnvelope envelope, List<Judged> givenUp) throws IOException, NoNotice {
    Optional<Notice> notice;
    try {
      notice = compose(NoticeKind.FAILURE, envelope, outcomes(givenUp));
    } catch (IOException | RuntimeException e) {
      throw new NoNotice(e);
    }
    Told told = settle(envelope, givenUp, NoticeKind.FAILURE, notice);
    if (told.settled().positions() > 0) {
      Set<Integer> about = notice.map(Notice::about).orElse(Set.of());
      outcomes(givenUp).stream()
          .filter(outcome -> !about.contains(outcome.position()))
          .forEach(outcome -> log.untold(envelope, outcome));
    }
    return told;
  }

  /** Settles what was delivered. */
  Told delivered(StoredEnvelope envelope, List<Judged> delivered) throws IOException {
    return settle(envelope, delivered, NoticeKind.SUCCESS, ofDelivery(envelope, delivered));
  }

  /** A notice that can't be composed does not keep what was delivered from being settled. */
  private Optional<Notice> ofDelivery(StoredEnvelope envelope, List<Judged> delivered) {
    // RFC 3461 §5.2.1: a next hop that was told what the sender wants to know sees to it.
    List<Outcome> ours =
        outcomes(delivered).stream()
            .filter(
                outcome ->
                    ((Outcome.Delivered) outcome).to() != Outcome.Handover.REPORTING_NEXT_HOP)
            .toList();
    if (isWanted(NoticeKind.SUCCESS, envelope, ours)) {
      try {
        return compose(NoticeKind.SUCCESS, envelope, ours);
      } catch (IOException | RuntimeException e) {
        LOGGER.log(Level.ERROR, "no notice that " + envelope.queueId() + " was delivered", e);
      }
    }
    return Optional.empty();
  }

  /**
   * Settles what goes on as another message, which is put in one step with that. A notice that this
   * was asked for stands in the store before: a crash between repeats it, and loses nothing.
   *
   * @param put told of each message that is in the store by this
   */
  Settled forwarded(StoredEnvelope envelope, Judged judged, Consumer<StoredEnvelope> put)
      throws IOException {
    QueueId queueId = envelope.queueId();
    Set<Integer> position = AttemptResult.positions(List.of(judged));
    Forward forward = ((Outcome.Delivered) judged.outcome()).forward().orElseThrow();
    if (store.find(queueId).filter(owed -> owed.positions().containsAll(position)).isEmpty()) {
      return new Settled(0, false); // recorded before
    }
    Optional<Notice> notice = ofDelivery(envelope, List.of(judged));
    if (notice.isPresent() && store.find(notice.get().envelope().queueId()).isEmpty()) {
      store.put(notice.get().envelope(), notice.get().content());
      log.notice(NoticeKind.SUCCESS, queueId, notice.get().envelope());
      put.accept(notice.get().envelope());
    }
    Settled settled =
        store.settleWithNotice(queueId, position, forward.envelope(), forward.content());
    log.forwarded(queueId, forward.envelope());
    put.accept(forward.envelope());
    return settled;
  }

  /** Warns once of each recipient that waits too long. */
  Optional<StoredEnvelope> waiting(StoredEnvelope envelope, List<Judged> deferred)
      throws IOException {
    if (!schedule.isWarningDue(envelope.acceptedAt(), clock.instant())
        || !isWanted(NoticeKind.DELAY, envelope, outcomes(deferred))) {
      return Optional.empty();
    }
    Set<Integer> warned = store.find(envelope.queueId()).map(Owed::warned).orElse(Set.of());
    List<Outcome> unwarned =
        outcomes(deferred).stream().filter(o -> !warned.contains(o.position())).toList();
    Optional<Notice> notice;
    try {
      notice = compose(NoticeKind.DELAY, envelope, unwarned);
    } catch (IOException | RuntimeException e) {
      LOGGER.log(Level.ERROR, "no warning that " + envelope.queueId() + " waits", e);
      return Optional.empty(); // after the next attempt
    }
    if (notice.isEmpty()
        || !store.warn(
            envelope.queueId(),
            notice.get().about(),
            notice.get().envelope(),
            notice.get().content())) {
      return Optional.empty();
    }
    log.notice(NoticeKind.DELAY, envelope.queueId(), notice.get().envelope());
    return notice.map(Notice::envelope);
  }

  private static boolean isWanted(
      NoticeKind kind, StoredEnvelope envelope, List<Outcome> outcomes) {
    return !envelope.sender().isNull()
        && outcomes.stream()
            .anyMatch(o -> kind.isWanted(envelope.recipients().get(o.position()).parameters()));
  }

  private Optional<Notice> compose(NoticeKind kind, StoredEnvelope envelope, List<Outcome> outcomes)
      throws IOException {
    return notices.compose(kind, envelope, store.content(envelope.queueId()), outcomes);
  }

  private Told settle(
      StoredEnvelope envelope, List<Judged> judged, NoticeKind kind, Optional<Notice> notice)
      throws IOException {
    QueueId queueId = envelope.queueId();
    Set<Integer> positions = AttemptResult.positions(judged);
    Settled settled =
        notice.isPresent()
            ? store.settleWithNotice(
                queueId, positions, notice.get().envelope(), notice.get().content())
            : store.settle(queueId, positions);
    Optional<StoredEnvelope> put =
        notice.map(Notice::envelope).filter(n -> settled.positions() > 0);
    put.ifPresent(n -> log.notice(kind, queueId, n));
    return new Told(settled, put);
  }

  private static List<Outcome> outcomes(List<Judged> judged) {
    return judged.stream().map(Judged::outcome).toList();
  }
}
