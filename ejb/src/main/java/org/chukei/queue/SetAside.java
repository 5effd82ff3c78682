package org.chukei.queue;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Destinations that take nothing before a time: what was claimed for them is to be given back, and
 * their rows are to come due no earlier. Collected in memory and written by the tick, because
 * nobody may wait for a database under the scheduler's lock. Not safe for threads.
 */
final class SetAside {

  private final Map<String, Group> groups = new HashMap<>();

  private record Group(Instant until, List<Claim> claims) {}

  void add(String destination, Instant until, List<Claim> claims) {
    Group group = groups.computeIfAbsent(destination, d -> new Group(until, new ArrayList<>()));
    group.claims().addAll(claims);
    if (until.isAfter(group.until())) {
      groups.put(destination, new Group(until, group.claims()));
    }
  }

  void addAll(SetAside other) {
    other.groups.forEach((destination, group) -> add(destination, group.until(), group.claims()));
  }

  /** May be repeated after a failure. */
  void writeTo(RetryQueue retries) throws IOException {
    for (Map.Entry<String, Group> entry : groups.entrySet()) {
      // The claims by themselves too: their rows may know them by a former destination.
      retries.giveBack(entry.getValue().claims(), entry.getValue().until());
      retries.postpone(entry.getKey(), entry.getValue().until());
    }
  }
}
