package org.chukei.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;

/**
 * So much of one thing in so much time, for each of many keys: a bucket of tokens that fills
 * steadily, so that who has used up all of it gets on again little by little. Lives in memory, and
 * knows the keys seen last. Safe for many threads, which do not wait for one another.
 *
 * @param <K> a client or an account
 */
final class Allowance<K> {

  /** Who sends from more addresses than these is a flood that other limits are for. */
  private static final int MOST_KEYS = 100_000;

  private final int most;
  private final Duration period;
  private final TimeMeter time;
  private final Cache<K, Bucket> buckets;

  /**
   * @param most in the period; {@link Integer#MAX_VALUE}: no limit, and nothing is kept
   */
  Allowance(int most, Duration period, Clock clock) {
    this.most = most;
    this.period = period;
    this.time = new ByClock(clock);
    // A bucket that was left alone for the period is as full as a new one.
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(MOST_KEYS)
            .expireAfterAccess(period)
            .ticker(time::currentTimeNanos)
            .build();
  }

  int most() {
    return most;
  }

  /** Takes one; false where nothing is left. */
  boolean take(K key) {
    return isUnlimited() || bucket(key).tryConsume(1);
  }

  /** Whether one is left. */
  boolean has(K key) {
    return isUnlimited() || bucket(key).getAvailableTokens() > 0;
  }

  /** What was taken was not used. */
  void giveBack(K key) {
    if (!isUnlimited()) {
      bucket(key).addTokens(1);
    }
  }

  private boolean isUnlimited() {
    return most == Integer.MAX_VALUE;
  }

  private Bucket bucket(K key) {
    return buckets.get(
        key,
        k ->
            Bucket.builder()
                .addLimit(limit -> limit.capacity(most).refillGreedy(most, period))
                .withCustomTimePrecision(time)
                .build());
  }

  private record ByClock(Clock clock) implements TimeMeter {

    @Override
    public long currentTimeNanos() {
      return clock.millis() * 1_000_000;
    }

    @Override
    public boolean isWallClockBased() {
      return true;
    }
  }
}
