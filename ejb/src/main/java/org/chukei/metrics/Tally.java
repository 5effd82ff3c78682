package org.chukei.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts by kind. Safe for many threads.
 *
 * @param <K> the kinds, few of them: each that was ever counted is kept
 */
public final class Tally<K> {

  private final Map<K, LongAdder> counts = new ConcurrentHashMap<>();

  public void count(K kind) {
    LongAdder known = counts.get(kind);
    (known == null ? counts.computeIfAbsent(kind, k -> new LongAdder()) : known).increment();
  }

  /** How often it was counted since the start. */
  public long of(K kind) {
    LongAdder count = counts.get(kind);
    return count == null ? 0 : count.sum();
  }
}
