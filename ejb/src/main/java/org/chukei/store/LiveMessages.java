package org.chukei.store;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import org.chukei.connector.api.QueueId;

/** The messages that something is owed of, in the order of their ids. Safe for many threads. */
final class LiveMessages {

  private final ConcurrentNavigableMap<QueueId, LiveMessage> byId = new ConcurrentSkipListMap<>();
  private final LongAdder messages = new LongAdder();
  private final LongAdder recipients = new LongAdder();
  private final LongAdder octets = new LongAdder();

  void add(LiveMessage message) {
    byId.put(message.queueId(), message);
    messages.increment();
    recipients.add(message.owed().cardinality());
    octets.add(message.size());
  }

  boolean has(QueueId queueId) {
    return byId.containsKey(queueId);
  }

  Optional<LiveMessage> find(QueueId queueId) {
    return Optional.ofNullable(byId.get(queueId));
  }

  /**
   * @param gone nothing else is owed of the message
   */
  void settled(LiveMessage message, BitSet settled, boolean gone) {
    recipients.add(-settled.cardinality());
    if (gone) {
      byId.remove(message.queueId());
      messages.decrement();
      octets.add(-message.size());
    }
  }

  /** Those behind {@code after}, at most {@code limit}. */
  List<MessageStore.Owed> owed(Optional<QueueId> after, int limit) throws IOException {
    Collection<LiveMessage> rest = after.map(id -> byId.tailMap(id, false)).orElse(byId).values();
    List<MessageStore.Owed> page = new ArrayList<>();
    for (LiveMessage message : rest) {
      if (page.size() == limit) {
        break;
      }
      message.ifOwed().ifPresent(page::add);
    }
    return page;
  }

  MessageStore.Totals totals() {
    return new MessageStore.Totals(messages.sum(), recipients.sum(), octets.sum());
  }

  long takenBefore(Instant time) {
    return byId.headMap(QueueId.earliestAt(time)).size();
  }
}
