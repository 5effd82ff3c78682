package org.chukei.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chukei.connector.api.QueueId;
import org.chukei.history.LifeEvent.Beginning;

/** What has happened to one message since it was last written down. Not safe for threads. */
final class Chapter {

  private final QueueId queueId;
  private final List<LifeEvent> events = new ArrayList<>(4);

  Chapter(QueueId queueId) {
    this.queueId = queueId;
  }

  QueueId queueId() {
    return queueId;
  }

  List<LifeEvent> events() {
    return events;
  }

  void add(LifeEvent event) {
    events.add(event);
  }

  Optional<Beginning> beginning() {
    return events.stream()
        .filter(Beginning.class::isInstance)
        .map(Beginning.class::cast)
        .findFirst();
  }

  /** Whether something went wrong in it, or somebody had a hand in it. */
  static boolean isTrouble(LifeEvent event) {
    return event instanceof LifeEvent.NotTaken
        || event instanceof LifeEvent.Attempted attempted
            && attempted.result() != LifeEvent.Result.DELIVERED
        || event instanceof LifeEvent.Told
        || event instanceof LifeEvent.Untold
        || event instanceof LifeEvent.Handled
        || event instanceof LifeEvent.Removed;
  }
}
