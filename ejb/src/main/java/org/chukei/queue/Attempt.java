package org.chukei.queue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chukei.delivery.DeliveryAgent;
import org.chukei.delivery.Outcome;
import org.chukei.queue.AttemptResult.Judged;
import org.chukei.smtp.EnhancedStatus;
import org.chukei.store.ContentSource;
import org.chukei.store.MessageStore;
import org.chukei.store.StoredEnvelope;

/**
 * Makes attempts and judges what they come to: done, again when, or never. Every recipient gets a
 * judgement, whatever the agent does. Safe for many threads.
 */
final class Attempt {

  private static final System.Logger LOGGER = System.getLogger(Attempt.class.getName());
  // RFC 3463 §3.4: other or undefined mail system status.
  private static final EnhancedStatus LOCAL_TROUBLE = EnhancedStatus.of("4.3.0");

  private final DeliveryAgent agent;
  private final MessageStore store;
  private final RetrySchedule schedule;
  private final DeliveryLog log;
  private final Clock clock;

  Attempt(
      DeliveryAgent agent,
      MessageStore store,
      RetrySchedule schedule,
      DeliveryLog log,
      Clock clock) {
    this.agent = agent;
    this.store = store;
    this.schedule = schedule;
    this.log = log;
    this.clock = clock;
  }

  AttemptResult make(Work work) {
    Map<Integer, Outcome> outcomes = new HashMap<>();
    try {
      outcomes(work).forEach(outcome -> outcomes.put(outcome.position(), outcome));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception | Error e) {
      // Errors too: a recipient without an outcome would be in flight for ever.
      LOGGER.log(
          System.Logger.Level.ERROR, "attempt of " + work.queueId() + " broke off, deferred", e);
    }
    return judge(work, outcomes);
  }

  /**
   * No attempt is made, because the destination is left alone: what it said last is said of this
   * work too. That is how mail of which no attempt is ever made grows too old in the end.
   */
  AttemptResult turnedAway(Work work, Rest rest) {
    StoredEnvelope envelope = work.envelope();
    Instant now = clock.instant();
    List<Judged> judged = new ArrayList<>();
    work.recipients()
        .forEach(
            (position, standing) -> {
              Outcome outcome =
                  new Outcome.Deferred(
                      position,
                      Outcome.Relay.NONE,
                      EnhancedStatus.of(rest.status()),
                      rest.text(),
                      false,
                      false);
              int attempts = standing.attempts();
              Optional<Instant> next =
                  schedule
                      .next(envelope.acceptedAt(), Math.max(1, attempts), now)
                      .map(n -> rest.until());
              if (next.isEmpty()) {
                Duration delay = Duration.between(envelope.acceptedAt(), now);
                log.attempted(envelope, outcome, delay, attempts, next);
              }
              judged.add(new Judged(outcome, attempts, next));
            });
    return new AttemptResult(work, judged);
  }

  private List<Outcome> outcomes(Work work) throws Exception {
    ContentSource content = store.content(work.queueId());
    return work.route().isPresent()
        ? agent.attemptBy(work.route().get(), work.envelope(), work.positions(), content)
        : agent.attempt(work.envelope(), work.positions(), content);
  }

  private AttemptResult judge(Work work, Map<Integer, Outcome> outcomes) {
    StoredEnvelope envelope = work.envelope();
    Instant now = clock.instant();
    // What was deferred together stays together, so that the next attempt is one again.
    Map<Integer, Optional<Instant>> nextByAttempts = new HashMap<>();
    List<Judged> judged = new ArrayList<>();
    work.recipients()
        .forEach(
            (position, standing) -> {
              Outcome outcome = outcomes.getOrDefault(position, localTrouble(position));
              int attempts = standing.attempts() + 1;
              Optional<Instant> next =
                  outcome instanceof Outcome.Deferred
                      ? nextByAttempts.computeIfAbsent(
                          attempts, n -> schedule.next(envelope.acceptedAt(), n, now))
                      : Optional.empty();
              log.attempted(
                  envelope, outcome, Duration.between(envelope.acceptedAt(), now), attempts, next);
              judged.add(new Judged(outcome, attempts, next));
            });
    return new AttemptResult(work, judged);
  }

  private static Outcome localTrouble(int position) {
    return new Outcome.Deferred(
        position,
        Outcome.Relay.NONE,
        LOCAL_TROUBLE,
        "local trouble, see the server log",
        false,
        false);
  }
}
