package org.chukei.queue;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.chukei.connector.api.QueueId;
import org.chukei.queue.Work.Standing;
import org.chukei.store.MessageStore;
import org.chukei.store.MessageStore.Owed;

/**
 * What happens each second: claims rows that are due and hands them to the scheduler, as many as it
 * has room for. Where nothing is due that is one query. Never waits for a delivery.
 */
final class QueueTick {

  private static final System.Logger LOGGER = System.getLogger(QueueTick.class.getName());
  private static final int BATCH = 200;
  private static final int BATCHES = 5;
  private static final Duration BETWEEN_RENEWALS = Duration.ofMinutes(1);
  private static final Duration UNTIL_THERE_IS_ROOM = Duration.ofMinutes(1);

  private final DeliveryScheduler scheduler;
  private final QueueMemory memory;
  private final RetryQueue retries;
  private final MessageStore store;
  private final Clock clock;
  private final AtomicBoolean isTicking = new AtomicBoolean();
  private Instant nextRenewal = Instant.EPOCH;
  private boolean isFailing;

  QueueTick(DeliveryScheduler scheduler, RetryQueue retries, MessageStore store, Clock clock) {
    this.scheduler = scheduler;
    this.memory = scheduler.memory();
    this.retries = retries;
    this.store = store;
    this.clock = clock;
  }

  /** Does nothing while another tick runs. */
  void run() {
    if (!isTicking.compareAndSet(false, true)) {
      return;
    }
    try {
      tick();
      isFailing = false;
    } catch (IOException | RuntimeException e) {
      if (!isFailing) {
        LOGGER.log(System.Logger.Level.WARNING, "the queue stands still until this is mended", e);
      }
      isFailing = true;
    } finally {
      isTicking.set(false);
    }
  }

  private void tick() throws IOException {
    if (!memory.isRunning()) {
      return;
    }
    store.tryAgain();
    scheduler.keepLease();
    scheduler.followPauses();
    scheduler.startAttempts();
    scheduler.recording().again();
    scheduler.recording().aside();
    scheduler.scanStore();
    renewLeases();
    int handedOver = scheduler.isPaused() ? 0 : BATCH;
    for (int batch = 0; batch < BATCHES && handedOver == BATCH; batch++) {
      handedOver = takeDue(Math.min(BATCH, memory.roomForRetries()));
    }
  }

  private void renewLeases() throws IOException {
    Instant now = clock.instant();
    if (!now.isBefore(nextRenewal)) {
      retries.renewLeases(memory.claims());
      retries.endRunOutLeases();
      nextRenewal = now.plus(BETWEEN_RENEWALS);
    }
  }

  private int takeDue(int room) throws IOException {
    if (room == 0) {
      return 0;
    }
    List<Claim> claims = retries.claimDue(clock.instant(), room, memory::knows);
    Map<QueueId, List<Claim>> byMessage = new LinkedHashMap<>();
    claims.forEach(
        claim ->
            byMessage.computeIfAbsent(claim.place().queueId(), id -> new ArrayList<>()).add(claim));
    List<Claim> notTaken = new ArrayList<>();
    try {
      Map<QueueId, Owed> owed = store.find(byMessage.keySet());
      while (!byMessage.isEmpty()) {
        QueueId queueId = byMessage.keySet().iterator().next();
        notTaken.addAll(handOver(Optional.ofNullable(owed.get(queueId)), byMessage.get(queueId)));
        byMessage.remove(queueId);
      }
    } finally {
      // Where this fails too, the leases run out.
      byMessage.values().forEach(notTaken::addAll);
      retries.giveBack(notTaken, clock.instant().plus(UNTIL_THERE_IS_ROOM));
      scheduler.recording().aside();
      scheduler.startAttempts();
    }
    return claims.size();
  }

  /**
   * @return what found no room
   */
  private List<Claim> handOver(Optional<Owed> owed, List<Claim> claims) throws IOException {
    Map<Integer, Standing> recipients = new LinkedHashMap<>();
    List<Place> settled = new ArrayList<>();
    for (Claim claim : claims) {
      int position = claim.place().position();
      if (owed.filter(o -> o.positions().contains(position)).isPresent()) {
        recipients.put(position, Standing.of(claim));
      } else {
        settled.add(claim.place());
      }
    }
    retries.forget(settled);
    List<Claim> notTaken = new ArrayList<>();
    if (!recipients.isEmpty()) {
      for (Work work :
          scheduler.sorting().works(owed.orElseThrow().envelope(), recipients, false)) {
        offer(work, notTaken);
      }
    }
    return notTaken;
  }

  private void offer(Work work, List<Claim> notTaken) {
    List<Claim> claims = work.claims().toList();
    Instant later = clock.instant().plus(UNTIL_THERE_IS_ROOM);
    switch (memory.offerClaimed(work)) {
      case TAKEN -> {}
      // All of this destination: what could go elsewhere must not wait behind it.
      case LINE_FULL -> memory.postpone(work.destination(), later, claims);
      case CLOSED ->
          memory
              .rest(work.destination())
              .ifPresentOrElse(
                  rest -> memory.turnAway(work, rest),
                  () ->
                      memory.postpone(
                          work.destination(),
                          memory.closedUntil(work.destination()).orElse(later),
                          claims));
      case KNOWN, FULL -> notTaken.addAll(claims);
    }
  }
}
