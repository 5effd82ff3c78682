package org.chukei.queue;

import java.util.List;
import java.util.Optional;
import org.chukei.connector.api.QueueId;

/**
 * Some of the queue, oldest first.
 *
 * @param reached where the next page begins: after this queue id; empty: this was the last one
 */
public record QueueExcerpt(List<QueuedMessage> messages, Optional<QueueId> reached) {

  public QueueExcerpt {
    messages = List.copyOf(messages);
  }
}
