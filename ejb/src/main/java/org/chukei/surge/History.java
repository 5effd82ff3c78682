package org.chukei.surge;

import java.util.Map;
import java.util.TreeMap;

/** How many recipients one sender had: in this hour, and in the busiest hour of each day. */
final class History {

  static final int DAYS = 7;
  static final int HOURS = 24;

  private final TreeMap<Long, Integer> peaks = new TreeMap<>();
  private long hour = Long.MIN_VALUE;
  private int count;
  private boolean changed;

  /** What was learned in a former life. */
  void learned(long day, int peak) {
    peaks.merge(day, peak, Math::max);
  }

  /**
   * Counts recipients of a message.
   *
   * @param now in hours since 1970, UTC; likewise days
   */
  void add(long now, int recipients) {
    if (now != hour) {
      hour = now;
      count = 0;
    }
    count = (int) Math.min(Integer.MAX_VALUE, (long) count + recipients);
    long day = Math.floorDiv(now, HOURS);
    if (count > peaks.getOrDefault(day, 0)) {
      peaks.put(day, count);
      peaks.headMap(day - DAYS).clear();
      changed = true;
    }
  }

  int count() {
    return count;
  }

  /** In the busiest hour of the days before this one. */
  int usual() {
    long today = Math.floorDiv(hour, HOURS);
    return peaks.subMap(today - DAYS, today).values().stream()
        .mapToInt(Integer::intValue)
        .max()
        .orElse(0);
  }

  /** The busiest hour of the last day, where it was not asked for since; empty if it was. */
  Map<Long, Integer> takeChange() {
    if (!changed) {
      return Map.of();
    }
    changed = false;
    Map.Entry<Long, Integer> last = peaks.lastEntry();
    return Map.of(last.getKey(), last.getValue());
  }

  /** It could not be written down. */
  void keepChange() {
    changed = true;
  }
}
