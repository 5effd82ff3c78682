package org.chukei.store;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.chukei.connector.api.QueueId;

/**
 * Contents that were written a moment ago, so that the first attempt, which mostly follows at once,
 * need not open the file. Bounded: the oldest make room. Safe for many threads.
 */
final class RecentContents {

  private final long mostOctets;
  private final Map<QueueId, byte[]> contents = new LinkedHashMap<>();
  private long octets;

  /**
   * @param mostOctets in all; 0: nothing is kept
   */
  RecentContents(long mostOctets) {
    this.mostOctets = mostOctets;
  }

  synchronized void add(QueueId queueId, byte[] content) {
    contents.put(queueId, content);
    octets += content.length;
    Iterator<byte[]> oldest = contents.values().iterator();
    while (octets > mostOctets) {
      octets -= oldest.next().length;
      oldest.remove();
    }
  }

  synchronized Optional<byte[]> find(QueueId queueId) {
    return Optional.ofNullable(contents.get(queueId));
  }

  synchronized void remove(QueueId queueId) {
    byte[] removed = contents.remove(queueId);
    octets -= removed == null ? 0 : removed.length;
  }
}
