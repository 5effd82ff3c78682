package org.chukei.traffic;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.chukei.decision.VerdictKind;
import org.chukei.policy.Rule;

/**
 * Counts the recipients of this node's last hour, minute by minute: which verdict they got, by
 * which rule, and what attempts came to. Kept in memory alone; metrics are for longer. Safe for
 * many threads; counting costs a few dozen nanoseconds.
 */
@ApplicationScoped
public class LastHour {

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
          new long[DeliveryResult.values().length]);
    }
  }

  /**
   * @param from its beginning
   * @param verdicts of recipients
   * @param deliveries attempts, one for each recipient
   */
  public record Minute(
      Instant from, Map<VerdictKind, Long> verdicts, Map<DeliveryResult, Long> deliveries) {}

  /** The verdict of one RCPT was given. */
  void judged(Rule rule, VerdictKind verdict) {
    synchronized (ring) {
      now().verdicts()[rule.ordinal()][verdict.ordinal()]++;
    }
  }

  /** An attempt has ended for one recipient. */
  void attempted(DeliveryResult result) {
    synchronized (ring) {
      now().deliveries()[result.ordinal()]++;
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
    Map<DeliveryResult, Long> deliveries = new EnumMap<>(DeliveryResult.class);
    for (DeliveryResult delivery : DeliveryResult.values()) {
      deliveries.put(delivery, counts.deliveries()[delivery.ordinal()]);
    }
    return new Minute(Instant.ofEpochSecond(counts.minute() * 60), verdicts, deliveries);
  }
}
