package org.chukei.queue;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is to be written down because destinations take nothing before a time: what was claimed for
 * them is given back, their rows come due no earlier, and of what was turned away it is said why.
 * Collected in memory and written by the tick, because nobody may wait for a database under the
 * lock of {@link QueueMemory}. Not safe for threads.
 */
final class Aside {

  private final Map<String, Group> groups = new HashMap<>();
  private final List<TurnedAway> turnedAway = new ArrayList<>();

  private record Group(Instant until, List<Claim> claims) {}

  /** Claimed work of a destination that is left alone. */
  record TurnedAway(Work work, Rest rest) {}

  void postpone(String destination, Instant until, List<Claim> claims) {
    Group group = groups.computeIfAbsent(destination, d -> new Group(until, new ArrayList<>()));
    group.claims().addAll(claims);
    if (until.isAfter(group.until())) {
      groups.put(destination, new Group(until, group.claims()));
    }
  }

  void turnAway(Work work, Rest rest) {
    turnedAway.add(new TurnedAway(work, rest));
  }

  List<TurnedAway> turnedAway() {
    return turnedAway;
  }

  /** But for what was turned away. */
  void addAll(Aside other) {
    other.groups.forEach(
        (destination, group) -> postpone(destination, group.until(), group.claims()));
  }

  /** All but what was turned away. May be repeated after a failure. */
  void writeTo(RetryQueue retries) throws IOException {
    for (Map.Entry<String, Group> entry : groups.entrySet()) {
      // The claims by themselves too: their rows may know them by a former destination.
      retries.giveBack(entry.getValue().claims(), entry.getValue().until());
      retries.postpone(entry.getKey(), entry.getValue().until());
    }
  }
}
