package org.chukei.recent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.chukei.connector.api.QueueId;
import org.chukei.decision.VerdictKind;
import org.chukei.delivery.Outcome;
import org.chukei.notification.NoticeKind;
import org.chukei.policy.Decision;
import org.chukei.policy.Rule;
import org.chukei.queue.DeliveryLog;
import org.chukei.smtp.ForwardPath;
import org.chukei.store.StoredEnvelope;

/**
 * Counts the recipients of this node's last hour, minute by minute: which verdict they got, by
 * which rule, and what attempts came to. Kept in memory alone; metrics are for longer. Safe for
 * many threads; counting costs a few dozen nanoseconds.
 */
@ApplicationScoped
public class LastHour implements DeliveryLog {

  /** How many there are, the one that runs included. */
  public static final int MINUTES = 60;

  private final Clock clock;
  private final Counts[] ring = new Counts[MINUTES];

  @Inject
  public LastHour(Clock clock) {
    this.clock = clock;
  }

  /** For the container's proxies. */
  @SuppressWarnings("NullAway")
  protected LastHour() {
    clock = null;
  }

  /** One minute's, by the ordinals of rule and verdict, and of the delivery. */
  private record Counts(long minute, long[][] verdicts, long[] deliveries) {
    Counts(long minute) {
      this(
          minute,
          new long[Rule.values().length][VerdictKind.values().length],
          new long[Delivery.values().length]);
    }
  }

  /**
   * @param from its beginning
   * @param verdicts of recipients
   * @param deliveries attempts, one for each recipient
   */
  public record Minute(
      Instant from, Map<VerdictKind, Long> verdicts, Map<Delivery, Long> deliveries) {}

  /** The verdict of one RCPT was given. */
  public void judged(Decision decision) {
    int verdict = VerdictKind.of(decision.verdict()).ordinal();
    synchronized (ring) {
      now().verdicts()[decision.rule().ordinal()][verdict]++;
    }
  }

  @Override
  public void attempted(
      StoredEnvelope envelope,
      Outcome outcome,
      Duration delay,
      int attempts,
      Optional<Instant> nextAttempt) {
    synchronized (ring) {
      now().deliveries()[Delivery.of(outcome).ordinal()]++;
    }
  }

  /** The oldest first. */
  public List<Minute> minutes() {
    synchronized (ring) {
      long last = now().minute();
      return LongStream.rangeClosed(last - MINUTES + 1, last)
          .mapToObj(minute -> minute(at(minute)))
          .toList();
    }
  }

  /** Verdicts of the last hour by the rule that gave them; only what there was. */
  public Map<Rule, Map<VerdictKind, Long>> reasons() {
    Map<Rule, Map<VerdictKind, Long>> reasons = new EnumMap<>(Rule.class);
    synchronized (ring) {
      long last = now().minute();
      for (long minute = last - MINUTES + 1; minute <= last; minute++) {
        Counts counts = at(minute);
        for (Rule rule : Rule.values()) {
          for (VerdictKind verdict : VerdictKind.values()) {
            long count = counts.verdicts()[rule.ordinal()][verdict.ordinal()];
            if (count > 0) {
              reasons
                  .computeIfAbsent(rule, r -> new EnumMap<>(VerdictKind.class))
                  .merge(verdict, count, Long::sum);
            }
          }
        }
      }
    }
    return reasons;
  }

  private Counts now() {
    long minute = Math.floorDiv(clock.instant().getEpochSecond(), 60);
    Counts counts = at(minute);
    ring[place(minute)] = counts;
    return counts;
  }

  /** Empty ones where nothing was counted in that minute. */
  private Counts at(long minute) {
    Counts counts = ring[place(minute)];
    return counts == null || counts.minute() != minute ? new Counts(minute) : counts;
  }

  private static int place(long minute) {
    return Math.floorMod(minute, MINUTES);
  }

  private static Minute minute(Counts counts) {
    Map<VerdictKind, Long> verdicts = new EnumMap<>(VerdictKind.class);
    for (VerdictKind verdict : VerdictKind.values()) {
      long sum = 0;
      for (long[] ofRule : counts.verdicts()) {
        sum += ofRule[verdict.ordinal()];
      }
      verdicts.put(verdict, sum);
    }
    Map<Delivery, Long> deliveries = new EnumMap<>(Delivery.class);
    for (Delivery delivery : Delivery.values()) {
      deliveries.put(delivery, counts.deliveries()[delivery.ordinal()]);
    }
    return new Minute(Instant.ofEpochSecond(counts.minute() * 60), verdicts, deliveries);
  }

  @Override
  public void notice(NoticeKind kind, QueueId about, StoredEnvelope notice) {
    // Its delivery is counted.
  }

  @Override
  public void forwarded(QueueId original, StoredEnvelope forward) {
    // Likewise.
  }

  @Override
  public void untold(StoredEnvelope envelope, Outcome outcome) {
    // The attempt was counted.
  }

  @Override
  public void gone(QueueId queueId) {
    // Likewise.
  }

  @Override
  public void removed(QueueId queueId, ForwardPath recipient, String by) {
    // An operator's doing is no traffic.
  }
}
