package org.chukei.queue;

import java.util.List;
import org.chukei.store.StoredEnvelope;

/**
 * A message of which something is still owed.
 *
 * @param owed the recipients not settled yet, by position; never empty
 */
public record QueuedMessage(StoredEnvelope envelope, List<QueuedRecipient> owed) {

  public QueuedMessage {
    owed = List.copyOf(owed);
  }
}
