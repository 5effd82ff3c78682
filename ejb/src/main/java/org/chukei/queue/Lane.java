package org.chukei.queue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Work in line by destination; the destinations take turns. Not safe for threads: {@link
 * ActiveQueue}'s caller holds the lock.
 */
final class Lane {

  private final Map<String, Deque<Work>> lines = new HashMap<>();
  private final Deque<String> turns = new ArrayDeque<>();
  private final Set<String> hasTurn = new HashSet<>();

  void add(Work work) {
    lines.computeIfAbsent(work.destination(), d -> new ArrayDeque<>()).add(work);
    enter(work.destination());
  }

  /** Gives a destination its turn, where it waits for any. */
  void enter(String destination) {
    if (lines.containsKey(destination) && hasTurn.add(destination)) {
      turns.add(destination);
    }
  }

  /** A destination that may not start loses its turn until it enters again. */
  Optional<Work> next(Predicate<String> mayStart) {
    while (!turns.isEmpty()) {
      String destination = turns.remove();
      hasTurn.remove(destination);
      Deque<Work> line = lines.get(destination);
      if (line != null && mayStart.test(destination)) {
        Work work = line.remove();
        if (line.isEmpty()) {
          lines.remove(destination);
        }
        enter(destination);
        return Optional.of(work);
      }
    }
    return Optional.empty();
  }

  int length(String destination) {
    Deque<Work> line = lines.get(destination);
    return line == null ? 0 : line.size();
  }

  List<Work> removeIf(Predicate<Work> condition) {
    List<Work> removed = new ArrayList<>();
    lines.values().stream().flatMap(Deque::stream).filter(condition).forEach(removed::add);
    lines.values().forEach(line -> line.removeIf(condition));
    lines.values().removeIf(Deque::isEmpty);
    return removed;
  }
}
