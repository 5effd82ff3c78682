package org.chukei.queue;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.chukei.connector.api.QueueId;
import org.chukei.store.MessageStore;
import org.chukei.store.MessageStore.Owed;
import org.chukei.store.MessageStore.Totals;
import org.chukei.store.StoredEnvelope;

/** Store, rows and memory, seen as one queue. */
final class LiveMailQueue implements MailQueue {

  private final MessageStore store;
  private final RetryQueue retries;
  private final DeliveryScheduler scheduler;
  private final DeliveryLog log;
  private final Clock clock;

  LiveMailQueue(
      MessageStore store,
      RetryQueue retries,
      DeliveryScheduler scheduler,
      DeliveryLog log,
      Clock clock) {
    this.store = store;
    this.retries = retries;
    this.scheduler = scheduler;
    this.log = log;
    this.clock = clock;
  }

  @Override
  public List<QueuedMessage> list(Optional<RecipientState> state, int limit, int offset)
      throws IOException {
    if (limit < 1 || limit > 1000 || offset < 0) {
      throw new IllegalArgumentException("limit must be 1 to 1000, offset 0 or more");
    }
    List<QueuedMessage> listed = new ArrayList<>();
    int passedOver = 0;
    Optional<QueueId> after = Optional.empty();
    while (true) {
      List<Owed> page = store.owed(after, MessageStore.PAGE);
      if (page.isEmpty()) {
        return listed;
      }
      QueueId last = page.get(page.size() - 1).envelope().queueId();
      Map<Place, RetryRow> rows =
          byPlace(retries.rows(after, Optional.of(last), Integer.MAX_VALUE));
      for (Owed owed : page) {
        QueuedMessage message = message(owed, rows);
        if (state.isEmpty() || message.owed().stream().anyMatch(r -> r.state() == state.get())) {
          if (passedOver < offset) {
            passedOver++;
          } else {
            listed.add(message);
            if (listed.size() == limit) {
              return listed;
            }
          }
        }
      }
      after = Optional.of(last);
    }
  }

  @Override
  public Optional<QueuedMessage> find(QueueId queueId) throws IOException {
    Optional<Owed> owed = store.find(queueId);
    return owed.isEmpty()
        ? Optional.empty()
        : Optional.of(message(owed.get(), byPlace(retries.rows(queueId))));
  }

  private static Map<Place, RetryRow> byPlace(List<RetryRow> rows) {
    return rows.stream().collect(Collectors.toMap(RetryRow::place, Function.identity()));
  }

  private QueuedMessage message(Owed owed, Map<Place, RetryRow> rows) {
    return new QueuedMessage(
        owed.envelope(),
        owed.positions().stream()
            .sorted()
            .map(
                position -> {
                  Place place = new Place(owed.envelope().queueId(), position);
                  return recipient(owed, place, Optional.ofNullable(rows.get(place)));
                })
            .toList());
  }

  private QueuedRecipient recipient(Owed owed, Place place, Optional<RetryRow> row) {
    RecipientState state = state(place, row);
    return new QueuedRecipient(
        place.position(),
        owed.envelope().path(place.position()),
        state,
        row.map(RetryRow::attempts).orElse(0),
        row.filter(r -> state == RecipientState.DEFERRED).map(RetryRow::nextAttempt),
        row.filter(r -> !r.status().isEmpty()).map(r -> r.status() + " " + r.statusText()),
        row.map(RetryRow::relay).filter(relay -> !relay.isEmpty()));
  }

  private RecipientState state(Place place, Optional<RetryRow> row) {
    if (row.isEmpty() || row.get().isClaimed() || scheduler.knows(place)) {
      return RecipientState.ACTIVE;
    }
    return row.get().isHeld() ? RecipientState.HELD : RecipientState.DEFERRED;
  }

  @Override
  public QueueSizes sizes() throws IOException {
    Totals totals = store.totals();
    long deferred = retries.count(false);
    long held = retries.count(true);
    return new QueueSizes(
        totals.messages(),
        totals.octets(),
        Math.max(0, totals.recipients() - deferred - held),
        deferred,
        held);
  }

  @Override
  public boolean retry(QueueId queueId) throws IOException {
    if (store.find(queueId).isEmpty()) {
      return false;
    }
    retries.hurry(queueId, clock.instant());
    return true;
  }

  @Override
  public int retryAll() throws IOException {
    return retries.hurryAll(clock.instant());
  }

  @Override
  public boolean hold(QueueId queueId) throws IOException {
    Optional<Owed> owed = store.find(queueId);
    if (owed.isEmpty()) {
      return false;
    }
    scheduler.touch(queueId);
    retries.hold(addressees(owed.get()), clock.instant());
    giveBack(scheduler.withdraw(queueId));
    return dropRowsOfSettled(queueId, owed.get().positions());
  }

  private List<Addressee> addressees(Owed owed) {
    StoredEnvelope envelope = owed.envelope();
    return owed.positions().stream()
        .map(
            position ->
                Addressee.of(
                    envelope, position, scheduler.sorting().destination(envelope.path(position))))
        .toList();
  }

  /** An attempt may have settled recipients while their rows were being written. */
  private boolean dropRowsOfSettled(QueueId queueId, Set<Integer> positions) throws IOException {
    Optional<Owed> owed = store.find(queueId);
    Set<Integer> settled = new TreeSet<>(positions);
    owed.ifPresent(o -> settled.removeAll(o.positions()));
    if (!settled.isEmpty()) {
      retries.forget(queueId, settled);
    }
    return owed.isPresent();
  }

  @Override
  public boolean release(QueueId queueId) throws IOException {
    if (store.find(queueId).isEmpty()) {
      return false;
    }
    retries.release(queueId, clock.instant());
    return true;
  }

  @Override
  public boolean remove(QueueId queueId, String by) throws IOException {
    Optional<Owed> owed = store.find(queueId);
    if (owed.isEmpty()) {
      return false;
    }
    scheduler.withdraw(queueId);
    store.settle(queueId, owed.get().positions());
    retries.forget(queueId);
    log.removed(queueId, by);
    return true;
  }

  private void giveBack(List<Work> withdrawn) throws IOException {
    retries.giveBack(withdrawn.stream().flatMap(Work::claims).toList(), clock.instant());
  }
}
