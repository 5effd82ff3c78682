package org.chukei.policy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chukei.connector.api.DecisionId;

/** The last decisions that were no acceptance, by their ids, in memory. Safe for many threads. */
final class Refusals {

  private final int most;
  private final Map<DecisionId, Decision> byId = new HashMap<>();
  private final Deque<Decision> oldestFirst = new ArrayDeque<>();

  Refusals(int most) {
    this.most = most;
  }

  synchronized void add(Decision decision) {
    if (oldestFirst.size() == most) {
      byId.remove(oldestFirst.removeFirst().id());
    }
    oldestFirst.addLast(decision);
    byId.put(decision.id(), decision);
  }

  synchronized Optional<Decision> find(DecisionId id) {
    return Optional.ofNullable(byId.get(id));
  }

  synchronized List<Decision> newestFirst(int limit) {
    List<Decision> newest = new ArrayList<>();
    for (Iterator<Decision> i = oldestFirst.descendingIterator();
        i.hasNext() && newest.size() < limit; ) {
      newest.add(i.next());
    }
    return newest;
  }
}
