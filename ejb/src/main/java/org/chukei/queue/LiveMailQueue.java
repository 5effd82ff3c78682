package org.chukei.queue;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.chukei.config.HostPort;
import org.chukei.connector.api.QueueId;
import org.chukei.queue.Handling.Kind;
import org.chukei.queue.QueueAges.Band;
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
  public QueueAges ages() throws IOException {
    Instant now = clock.instant();
    Duration oldest =
        store.owed(Optional.empty(), 1).stream()
            .findFirst()
            .map(owed -> Duration.between(owed.envelope().acceptedAt(), now))
            .orElse(Duration.ZERO);
    Map<Band, Long> from = new EnumMap<>(Band.class);
    from.put(Band.FRESH, store.totals().messages());
    for (Band band : EnumSet.range(Band.MINUTES, Band.DAYS)) {
      from.put(band, store.takenBefore(now.minus(band.from())));
    }
    return QueueAges.of(oldest, from);
  }

  @Override
  public SortedMap<String, Rest> resting() {
    return memory.resting();
  }

  @Override
  public long retry(QueueFilter filter, String by) throws IOException {
    Set<String> destinations = new TreeSet<>();
    long retried =
        forEachPage(
            filter,
            page -> {
              Handling handling = Handling.of(Kind.RETRIED, clock.instant(), by);
              List<Addressee> addressees = addressees(page);
              addressees.forEach(addressee -> destinations.add(addressee.destination()));
              return handled(handling, page, rows.hurry(addressees, handling.at()));
            });
    destinations.forEach(memory::wake);
    return retried;
  }

  @Override
  public long hold(QueueFilter filter, String by) throws IOException {
    return forEachPage(
        filter,
        page -> {
          Handling handling = Handling.of(Kind.HELD, clock.instant(), by);
          move(page, addressees -> rows.hold(addressees, handling.at()));
          handled(handling, page, notHeldBefore(page));
          return places(page).size();
        });
  }

  @Override
  public long release(QueueFilter filter, String by) throws IOException {
    return forEachPage(
        filter,
        page -> {
          Handling handling = Handling.of(Kind.RELEASED, clock.instant(), by);
          return handled(handling, page, rows.release(addressees(page), handling.at()));
        });
  }

  @Override
  public long reroute(QueueFilter filter, HostPort to, String by) throws IOException {
    return forEachPage(
        filter,
        page -> {
          Handling handling = new Handling(Kind.REROUTED, clock.instant(), by, Optional.of(to));
          move(page, addressees -> rows.reroute(addressees, to, handling.at()));
          return handled(handling, page, places(page));
        });
  }

  @Override
  public long remove(QueueFilter filter, String by) throws IOException {
    return forEachPage(
        filter, page -> remove(page, Handling.of(Kind.REMOVED, clock.instant(), by)));
  }

  private int remove(List<QueuedMessage> page, Handling handling) throws IOException {
    giveBack(memory.withdraw(places(page)));
    List<QueuedMessage> removed = new ArrayList<>();
    List<QueueId> gone = new ArrayList<>();
    try {
      for (QueuedMessage message : page) {
        QueueId queueId = message.envelope().queueId();
        Settled settled = store.settle(queueId, positions(message));
        removed.add(message);
        if (settled.gone()) {
          gone.add(queueId);
        }
      }
    } finally {
      handled(handling, removed, places(removed));
      gone.forEach(log::gone);
    }
    retries.forget(places(page));
    return places(page).size();
  }

  private int handled(Handling handling, List<QueuedMessage> page, Set<Place> places) {
    List<Handled> mail = new ArrayList<>();
    for (QueuedMessage message : page) {
      QueueId queueId = message.envelope().queueId();
      message.owed().stream()
          .filter(recipient -> places.contains(new Place(queueId, recipient.position())))
          .forEach(recipient -> mail.add(new Handled(queueId, recipient.recipient())));
    }
    if (!mail.isEmpty()) {
      log.handled(handling, mail);
    }
    return places.size();
  }

  private static Set<Place> notHeldBefore(List<QueuedMessage> page) {
    Set<Place> places = new HashSet<>();
    for (QueuedMessage message : page) {
      message.owed().stream()
          .filter(recipient -> recipient.state() != RecipientState.HELD)
          .map(recipient -> new Place(message.envelope().queueId(), recipient.position()))
          .forEach(places::add);
    }
    return places;
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
  private void move(List<QueuedMessage> page, Rewrite rewrite) throws IOException {
    page.forEach(message -> memory.touch(message.envelope().queueId()));
    rewrite.of(addressees(page));
    giveBack(memory.withdraw(places(page)));
    dropRowsOfSettled(places(page));
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
