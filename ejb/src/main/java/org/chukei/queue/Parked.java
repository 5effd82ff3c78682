package org.chukei.queue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import org.chukei.connector.api.QueueId;

/**
 * Fresh mail for which there is no room in line: only what it takes to find it in the store again,
 * by destination, in the order in which it came. Bounded. Not safe for threads: {@link
 * ActiveQueue}'s caller holds the lock.
 */
final class Parked {

  /** How many are got from the store at a time; others may come between. */
  private static final int AT_ONCE = 100;

  /** Never written to: without an entry, nothing is put in. */
  private static final TreeMap<QueueId, Set<Integer>> NOTHING = new TreeMap<>();

  private final int capacity;

  /** The destination that waits longest comes first. */
  private final Map<String, TreeMap<QueueId, Set<Integer>>> lines = new LinkedHashMap<>();

  private int size;

  /** One message's recipients of one destination. */
  record Entry(String destination, QueueId queueId) {}

  /**
   * @param capacity in entries; what goes beyond is found in the store by a scan
   */
  Parked(int capacity) {
    this.capacity = capacity;
  }

  /**
   * @return whether there was room
   */
  boolean add(Work work) {
    if (size >= capacity) {
      return false;
    }
    lines
        .computeIfAbsent(work.destination(), d -> new TreeMap<>())
        .put(work.queueId(), Set.copyOf(work.positions()));
    size++;
    return true;
  }

  boolean hasLine(String destination) {
    return lines.containsKey(destination);
  }

  private TreeMap<QueueId, Set<Integer>> line(String destination) {
    return lines.getOrDefault(destination, NOTHING);
  }

  boolean holds(Work work) {
    return line(work.destination()).containsKey(work.queueId());
  }

  boolean holds(QueueId queueId) {
    return lines.values().stream().anyMatch(line -> line.containsKey(queueId));
  }

  /**
   * Those that come first, of destinations whose lines are less than half as long as they may be.
   * Looks no further than it needs to: there may be as many destinations as messages.
   *
   * @param room at most so many, and one message's recipients more
   * @param length how long a destination's line is
   */
  List<Entry> wanted(int room, int mostInLine, ToIntFunction<String> length) {
    List<Entry> wanted = new ArrayList<>();
    Iterator<String> destinations = lines.keySet().iterator();
    int left = room;
    while (left > 0 && destinations.hasNext()) {
      String destination = destinations.next();
      int inLine = length.applyAsInt(destination);
      if (inLine <= mostInLine / 2) {
        left -= first(destination, Math.min(AT_ONCE, mostInLine - inLine), left, wanted);
      }
    }
    return wanted;
  }

  /**
   * @return how many recipients they have
   */
  private int first(String destination, int messages, int recipients, List<Entry> wanted) {
    Iterator<Map.Entry<QueueId, Set<Integer>>> line = lines.get(destination).entrySet().iterator();
    int taken = 0;
    for (int i = 0; i < messages && taken < recipients && line.hasNext(); i++) {
      Map.Entry<QueueId, Set<Integer>> next = line.next();
      wanted.add(new Entry(destination, next.getKey()));
      taken += next.getValue().size();
    }
    return taken;
  }

  /**
   * What is taken is parked no more.
   *
   * @return the recipients' positions; empty where it was not parked
   */
  Set<Integer> take(Entry entry) {
    TreeMap<QueueId, Set<Integer>> line = line(entry.destination());
    Set<Integer> positions = line.remove(entry.queueId());
    if (positions == null) {
      return Set.of();
    }
    size--;
    if (line.isEmpty()) {
      lines.remove(entry.destination());
    }
    return positions;
  }

  /** All of a message. */
  void remove(QueueId queueId) {
    for (String destination : List.copyOf(lines.keySet())) {
      take(new Entry(destination, queueId));
    }
  }

  /**
   * All of a destination.
   *
   * @return the first of it
   */
  Optional<QueueId> remove(String destination) {
    TreeMap<QueueId, Set<Integer>> line = lines.remove(destination);
    if (line == null) {
      return Optional.empty();
    }
    size -= line.size();
    return Optional.of(line.firstKey());
  }

  /** The first message of all. */
  Optional<QueueId> first() {
    return lines.values().stream().map(TreeMap::firstKey).min(Comparator.naturalOrder());
  }
}
