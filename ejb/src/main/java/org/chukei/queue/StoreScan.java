package org.chukei.queue;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.chukei.connector.api.QueueId;
import org.chukei.queue.Work.Standing;
import org.chukei.store.MessageStore;
import org.chukei.store.MessageStore.Owed;

/**
 * Finds fresh mail in the store: owed, without a row, and not in memory. That is how mail comes
 * back after a crash, and how mail that found no room comes in later. On its way it drops rows of
 * which the store knows nothing. For one run.
 */
final class StoreScan {

  private static final int LEFT_OVER_ROWS = 1_000;

  /**
   * Rows of a run. A flood of mail for a destination that rests must not keep the database busy.
   */
  private static final int MOST_WRITTEN = 1_000;

  private static final Duration UNTIL_THERE_IS_ROOM = Duration.ofMinutes(1);

  private final MessageStore store;
  private final RetryQueue retries;
  private final Sorting sorting;
  private final QueueMemory memory;
  private final Clock clock;
  private String reached;

  /**
   * @param after only messages whose queue id sorts behind this text
   */
  StoreScan(
      MessageStore store,
      RetryQueue retries,
      Sorting sorting,
      QueueMemory memory,
      Clock clock,
      String after) {
    this.store = store;
    this.retries = retries;
    this.sorting = sorting;
    this.memory = memory;
    this.clock = clock;
    this.reached = after;
  }

  /** All up to here was looked at. */
  String reached() {
    return reached;
  }

  /**
   * @return whether it came to the end; otherwise the active queue is full, or so much was written
   *     that the rest can wait for the next run
   */
  boolean run() throws IOException {
    int written = 0;
    while (written < MOST_WRITTEN) {
      Optional<QueueId> after = after();
      List<Owed> page = store.owed(after, MessageStore.PAGE);
      if (page.isEmpty()) {
        dropRowsOfNobody(retries.rows(after, Optional.empty(), LEFT_OVER_ROWS), page);
        return true;
      }
      QueueId last = page.get(page.size() - 1).envelope().queueId();
      List<RetryRow> rows = retries.rows(after, Optional.of(last), Integer.MAX_VALUE);
      dropRowsOfNobody(rows, page);
      Set<Place> withRow = rows.stream().map(RetryRow::place).collect(Collectors.toSet());
      List<Deferral> waiting = new ArrayList<>();
      int taken = 0;
      while (taken < page.size() && take(page.get(taken), withRow, waiting)) {
        taken++;
      }
      retries.defer(waiting); // in one transaction: one for each would cost many times as much
      written += waiting.size();
      if (taken > 0) {
        reached = page.get(taken - 1).envelope().queueId().text();
      }
      if (taken < page.size()) {
        return false;
      }
    }
    return false;
  }

  private Optional<QueueId> after() {
    return reached.isEmpty() ? Optional.empty() : Optional.of(new QueueId(reached));
  }

  private boolean take(Owed owed, Set<Place> withRow, List<Deferral> waiting) {
    QueueId queueId = owed.envelope().queueId();
    Map<Integer, Standing> fresh = new HashMap<>();
    for (int position : owed.positions()) {
      if (!withRow.contains(new Place(queueId, position))) {
        fresh.put(position, Standing.FRESH);
      }
    }
    for (Work work : sorting.works(owed.envelope(), fresh, true)) {
      switch (memory.offerFound(work)) {
        case FULL -> {
          return false;
        }
        // With a row it waits apart from mail that could go elsewhere.
        case LINE_FULL, CLOSED -> waiting.addAll(untried(work));
        case TAKEN, KNOWN, PARKED -> {}
      }
    }
    return true;
  }

  private List<Deferral> untried(Work work) {
    Optional<Rest> rest = memory.rest(work.destination());
    Instant later =
        memory.closedUntil(work.destination()).orElse(clock.instant().plus(UNTIL_THERE_IS_ROOM));
    return work.positions().stream()
        .map(work::addressee)
        .map(
            addressee ->
                rest.map(r -> Deferral.untried(addressee, r))
                    .orElse(Deferral.untried(addressee, later)))
        .toList();
  }

  private void dropRowsOfNobody(List<RetryRow> rows, List<Owed> page) throws IOException {
    Map<QueueId, Owed> owed =
        page.stream().collect(Collectors.toMap(o -> o.envelope().queueId(), o -> o));
    for (RetryRow row : rows) {
      Place place = row.place();
      // Asked again, because it may have come after the page was read.
      if (!isOwed(Optional.ofNullable(owed.get(place.queueId())), place)
          && !isOwed(store.find(place.queueId()), place)) {
        retries.forget(List.of(place));
      }
    }
  }

  private static boolean isOwed(Optional<Owed> owed, Place place) {
    return owed.filter(o -> o.positions().contains(place.position())).isPresent();
  }
}
