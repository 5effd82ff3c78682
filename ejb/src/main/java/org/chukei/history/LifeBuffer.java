package org.chukei.history;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.chukei.connector.api.QueueId;
import org.chukei.database.Batches;

/**
 * Lives on their way to the database, a chapter for each message, the oldest first. Adding to one
 * never waits for anything but memory. What there is no room for is not recorded, and counted:
 * deliveries before what went wrong. Safe for many threads.
 */
final class LifeBuffer implements Batches<Chapter> {

  /** Messages that may wait; a kilobyte each. */
  static final int ROOM = 5_000;

  /** More of them, of which something went wrong. */
  static final int ROOM_FOR_TROUBLE = 2_000;

  /** Of one message: as many as its recipients may have at once, and some. */
  private static final int MOST_EVENTS = 3_000;

  private final int batch;
  private Map<QueueId, Chapter> waiting = new LinkedHashMap<>();
  private List<Chapter> beingWritten = List.of();
  private long lost;

  /**
   * @param batch the most messages of one batch
   */
  LifeBuffer(int batch) {
    this.batch = batch;
  }

  synchronized void add(QueueId queueId, LifeEvent event) {
    Chapter chapter = waiting.get(queueId);
    if (chapter == null) {
      int room = Chapter.isTrouble(event) ? ROOM + ROOM_FOR_TROUBLE : ROOM;
      if (waiting.size() >= room) {
        lost++;
        return;
      }
      chapter = new Chapter(queueId);
      waiting.put(queueId, chapter);
    }
    if (chapter.events().size() >= MOST_EVENTS) {
      lost++;
      return;
    }
    chapter.add(event);
  }

  @Override
  public synchronized List<Chapter> take() {
    List<Chapter> taken = new ArrayList<>(Math.min(batch, waiting.size()));
    for (Iterator<Chapter> i = waiting.values().iterator(); i.hasNext() && taken.size() < batch; ) {
      taken.add(i.next());
      i.remove();
    }
    beingWritten = taken;
    return taken;
  }

  @Override
  public synchronized void written() {
    beingWritten = List.of();
  }

  /** What happened to the same message meanwhile comes behind. */
  @Override
  public synchronized void notWritten() {
    Map<QueueId, Chapter> later = waiting;
    waiting = new LinkedHashMap<>();
    beingWritten.forEach(chapter -> waiting.put(chapter.queueId(), chapter));
    later.forEach(
        (queueId, chapter) ->
            waiting.merge(
                queueId,
                chapter,
                (before, after) -> {
                  after.events().forEach(before::add);
                  return before;
                }));
    beingWritten = List.of();
  }

  /** What waits of this message. */
  synchronized List<LifeEvent> find(QueueId queueId) {
    return Stream.concat(beingWritten.stream(), Stream.ofNullable(waiting.get(queueId)))
        .filter(chapter -> chapter.queueId().equals(queueId))
        .flatMap(chapter -> chapter.events().stream())
        .toList();
  }

  /** Messages whose beginning waits here. */
  synchronized void find(LifeFilter filter, Consumer<QueueId> found) {
    Stream.concat(beingWritten.stream(), waiting.values().stream())
        .filter(c -> c.beginning().filter(b -> filter.matches(c.queueId(), b)).isPresent())
        .map(Chapter::queueId)
        .forEach(found);
  }

  /** Events that there was no room for. */
  synchronized long lost() {
    return lost;
  }
}
