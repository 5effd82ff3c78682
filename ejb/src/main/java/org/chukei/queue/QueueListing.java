package org.chukei.queue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.chukei.connector.api.QueueId;
import org.chukei.store.MessageStore;
import org.chukei.store.MessageStore.Owed;

/**
 * Finds queued mail, a page at a time, without reading more than the page from store and database:
 * what is owed has a row, or is in memory, or is fresh beyond the bound below which all fresh mail
 * is in memory. Safe for many threads.
 */
final class QueueListing {

  private final MessageStore store;
  private final OperatorRows rows;
  private final Sorting sorting;
  private final QueueMemory memory;
  private final Pauses pauses;

  QueueListing(MessageStore store, OperatorRows rows, DeliveryScheduler scheduler, Pauses pauses) {
    this.store = store;
    this.rows = rows;
    this.sorting = scheduler.sorting();
    this.memory = scheduler.memory();
    this.pauses = pauses;
  }

  /** What may be meant. */
  private record Candidates(List<Owed> owed, Optional<QueueId> last) {}

  QueueExcerpt page(QueueFilter filter, Optional<QueueId> after, int limit) throws IOException {
    List<QueuedMessage> found = new ArrayList<>();
    Optional<QueueId> reached = after;
    while (true) {
      int wanted = limit - found.size();
      // Where much may have to be passed over, not in the smallest steps.
      int step = filter.equals(QueueFilter.ALL) ? wanted : Math.max(wanted, MessageStore.PAGE);
      Candidates candidates = candidates(filter, reached, step);
      if (candidates.last().isEmpty()) {
        return new QueueExcerpt(found, Optional.empty());
      }
      for (QueuedMessage message : messages(filter, candidates.owed())) {
        found.add(message);
        if (found.size() == limit) {
          return new QueueExcerpt(found, Optional.of(message.envelope().queueId()));
        }
      }
      reached = candidates.last();
    }
  }

  /** Fresh mail that has not come into memory yet is not counted, but where all is. */
  long count(QueueFilter filter, int most) throws IOException {
    if (filter.equals(QueueFilter.ALL)) {
      return store.totals().messages();
    }
    if (filter.id().isPresent()) {
      return page(filter, Optional.empty(), 1).messages().size();
    }
    long withRow = rows.messages(filter, pauses, Optional.empty(), most).size();
    long fresh =
        memory.works().stream()
            .filter(work -> work.isFresh() && isMeant(filter, work))
            .map(Work::queueId)
            .distinct()
            .count();
    return Math.min(most, withRow + fresh);
  }

  private Candidates candidates(QueueFilter filter, Optional<QueueId> after, int limit)
      throws IOException {
    if (filter.equals(QueueFilter.ALL)) {
      List<Owed> page = store.owed(after, limit);
      return new Candidates(
          page, page.stream().reduce((a, b) -> b).map(owed -> owed.envelope().queueId()));
    }
    SortedSet<QueueId> ids = new TreeSet<>();
    if (filter.id().isPresent()) {
      filter
          .id()
          .filter(id -> after.isEmpty() || id.compareTo(after.get()) > 0)
          .ifPresent(ids::add);
    } else {
      ids.addAll(rows.messages(filter, pauses, after, limit));
      ids.addAll(inMemory(filter, after, limit));
      ids.addAll(beyondMemory(after, limit));
    }
    List<QueueId> first = ids.stream().limit(limit).toList();
    Map<QueueId, Owed> found = store.find(first);
    return new Candidates(
        first.stream().map(found::get).filter(Objects::nonNull).toList(),
        first.stream().reduce((a, b) -> b));
  }

  private Collection<QueueId> inMemory(QueueFilter filter, Optional<QueueId> after, int limit) {
    return memory.works().stream()
        .filter(work -> after.isEmpty() || work.queueId().compareTo(after.get()) > 0)
        .filter(work -> isMeant(filter, work))
        .map(Work::queueId)
        .distinct()
        .sorted()
        .limit(limit)
        .toList();
  }

  private static boolean isMeant(QueueFilter filter, Work work) {
    return work.positions().stream().map(work::addressee).anyMatch(filter::matches);
  }

  private Collection<QueueId> beyondMemory(Optional<QueueId> after, int limit) throws IOException {
    Optional<QueueId> bound = memory.freshBeyondMemory();
    if (bound.isEmpty()) {
      return List.of();
    }
    QueueId from = after.filter(id -> id.compareTo(bound.get()) > 0).orElse(bound.get());
    return store.owed(Optional.of(from), limit).stream()
        .map(owed -> owed.envelope().queueId())
        .toList();
  }

  private List<QueuedMessage> messages(QueueFilter filter, List<Owed> owed) throws IOException {
    Map<Place, RetryRow> rowsOfPage =
        rows.rows(owed.stream().map(o -> o.envelope().queueId()).toList());
    List<QueuedMessage> messages = new ArrayList<>();
    for (Owed message : owed) {
      List<QueuedRecipient> recipients =
          message.positions().stream()
              .sorted()
              .map(position -> recipient(message, position, rowsOfPage))
              .filter(recipient -> filter.matches(recipient.addressee(message.envelope())))
              .filter(r -> filter.state().isEmpty() || filter.state().get() == r.state())
              .toList();
      if (!recipients.isEmpty()) {
        messages.add(new QueuedMessage(message.envelope(), recipients));
      }
    }
    return messages;
  }

  private QueuedRecipient recipient(Owed owed, int position, Map<Place, RetryRow> rowsOfPage) {
    Place place = new Place(owed.envelope().queueId(), position);
    Optional<RetryRow> row = Optional.ofNullable(rowsOfPage.get(place));
    String destination =
        row.map(RetryRow::destination)
            .filter(known -> !known.isEmpty())
            .orElseGet(() -> sorting.destination(owed.envelope(), position));
    RecipientState state = state(place, destination, row);
    return new QueuedRecipient(
        position,
        owed.envelope().path(position),
        state,
        destination,
        row.flatMap(RetryRow::route),
        row.map(RetryRow::attempts).orElse(0),
        row.filter(r -> state == RecipientState.DEFERRED).map(RetryRow::nextAttempt),
        row.filter(r -> !r.statusText().isEmpty())
            .map(r -> (r.status() + " " + r.statusText()).trim()),
        row.map(RetryRow::relay).filter(relay -> !relay.isEmpty()));
  }

  private RecipientState state(Place place, String destination, Optional<RetryRow> row) {
    boolean isElsewhere = row.filter(RetryRow::isClaimed).isPresent() && !memory.knows(place);
    if (memory.isUnderWay(place) || isElsewhere) {
      return RecipientState.ACTIVE;
    }
    if (row.filter(RetryRow::isHeld).isPresent()) {
      return RecipientState.HELD;
    }
    if (pauses.isDeliveryPaused() || pauses.isPaused(destination)) {
      return RecipientState.PAUSED;
    }
    return row.isPresent() ? RecipientState.DEFERRED : RecipientState.FRESH;
  }
}
