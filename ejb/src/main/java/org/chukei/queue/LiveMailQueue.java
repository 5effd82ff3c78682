package org.chukei.queue;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.chukei.config.HostPort;
import org.chukei.connector.api.QueueId;
import org.chukei.store.MessageStore;
import org.chukei.store.MessageStore.Owed;
import org.chukei.store.MessageStore.Settled;
import org.chukei.store.MessageStore.Totals;

/** Store, rows and memory, moved as one queue; how it is seen is {@link QueueListing}'s. */
final class LiveMailQueue implements MailQueue {

  private static final int MOST = 1000;

  private final MessageStore store;
  private final RetryQueue retries;
  private final OperatorRows rows;
  private final QueueMemory memory;
  private final QueueListing listing;
  private final DeliveryLog log;
  private final Clock clock;

  LiveMailQueue(
      MessageStore store,
      RetryQueue retries,
      OperatorRows rows,
      DeliveryScheduler scheduler,
      Pauses pauses,
      DeliveryLog log,
      Clock clock) {
    this.store = store;
    this.retries = retries;
    this.rows = rows;
    this.memory = scheduler.memory();
    this.listing = new QueueListing(store, rows, scheduler, pauses);
    this.log = log;
    this.clock = clock;
  }

  @Override
  public QueueExcerpt list(QueueFilter filter, Optional<QueueId> after, int limit)
      throws IOException {
    if (limit < 1 || limit > MOST) {
      throw new IllegalArgumentException("limit must be 1 to " + MOST);
    }
    return listing.page(filter, after, limit);
  }

  @Override
  public long count(QueueFilter filter, int most) throws IOException {
    return listing.count(filter, most);
  }

  @Override
  public Optional<QueuedMessage> find(QueueId queueId) throws IOException {
    return listing.page(QueueFilter.message(queueId), Optional.empty(), 1).messages().stream()
        .findFirst();
  }

  @Override
  public QueueSizes sizes() throws IOException {
    Totals totals = store.totals();
    long deferred = rows.recipients(false);
    long held = rows.recipients(true);
    return new QueueSizes(
        totals.messages(),
        totals.octets(),
        Math.max(0, totals.recipients() - deferred - held),
        deferred,
        held);
  }

  @Override
  public SortedMap<String, Rest> resting() {
    return memory.resting();
  }

  @Override
  public long retry(QueueFilter filter) throws IOException {
    Set<String> destinations = new TreeSet<>();
    long retried =
        forEachPage(
            filter,
            page -> {
              List<Addressee> addressees = addressees(page);
              addressees.forEach(addressee -> destinations.add(addressee.destination()));
              return rows.hurry(addressees, clock.instant());
            });
    destinations.forEach(memory::wake);
    return retried;
  }

  @Override
  public long hold(QueueFilter filter) throws IOException {
    return forEachPage(
        filter, page -> move(page, addressees -> rows.hold(addressees, clock.instant())));
  }

  @Override
  public long release(QueueFilter filter) throws IOException {
    return forEachPage(filter, page -> rows.release(addressees(page), clock.instant()));
  }

  @Override
  public long reroute(QueueFilter filter, HostPort to) throws IOException {
    return forEachPage(
        filter, page -> move(page, addressees -> rows.reroute(addressees, to, clock.instant())));
  }

  @Override
  public long remove(QueueFilter filter, String by) throws IOException {
    return forEachPage(filter, page -> remove(page, by));
  }

  private int remove(List<QueuedMessage> page, String by) throws IOException {
    giveBack(memory.withdraw(places(page)));
    for (QueuedMessage message : page) {
      QueueId queueId = message.envelope().queueId();
      Set<Integer> positions = positions(message);
      Settled settled = store.settle(queueId, positions);
      message.owed().forEach(recipient -> log.removed(queueId, recipient.recipient(), by));
      if (settled.gone()) {
        log.gone(queueId);
      }
    }
    retries.forget(places(page));
    return places(page).size();
  }

  @FunctionalInterface
  private interface OnPage {
    int change(List<QueuedMessage> page) throws IOException;
  }

  private long forEachPage(QueueFilter filter, OnPage action) throws IOException {
    long recipients = 0;
    Optional<QueueId> after = Optional.empty();
    do {
      QueueExcerpt page = listing.page(filter, after, MessageStore.PAGE);
      recipients += action.change(page.messages());
      after = page.reached();
    } while (after.isPresent());
    return recipients;
  }

  @FunctionalInterface
  private interface Rewrite {
    void of(Collection<Addressee> addressees) throws IOException;
  }

  /** Rows first: what is taken out of line then already has one. */
  private int move(List<QueuedMessage> page, Rewrite rewrite) throws IOException {
    page.forEach(message -> memory.touch(message.envelope().queueId()));
    rewrite.of(addressees(page));
    giveBack(memory.withdraw(places(page)));
    dropRowsOfSettled(places(page));
    return places(page).size();
  }

  /** An attempt may have settled recipients while their rows were being written. */
  private void dropRowsOfSettled(Set<Place> places) throws IOException {
    Map<QueueId, Owed> owed =
        store.find(places.stream().map(Place::queueId).collect(Collectors.toSet()));
    retries.forget(
        places.stream()
            .filter(
                place ->
                    !owed.containsKey(place.queueId())
                        || !owed.get(place.queueId()).positions().contains(place.position()))
            .toList());
  }

  private void giveBack(List<Work> withdrawn) throws IOException {
    retries.giveBack(withdrawn.stream().flatMap(Work::claims).toList(), clock.instant());
  }

  private static List<Addressee> addressees(List<QueuedMessage> page) {
    List<Addressee> addressees = new ArrayList<>();
    for (QueuedMessage message : page) {
      message.owed().forEach(owed -> addressees.add(owed.addressee(message.envelope())));
    }
    return addressees;
  }

  private static Set<Place> places(List<QueuedMessage> page) {
    return addressees(page).stream().map(Addressee::place).collect(Collectors.toSet());
  }

  private static Set<Integer> positions(QueuedMessage message) {
    return message.owed().stream()
        .map(QueuedRecipient::position)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
