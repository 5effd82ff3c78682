package org.chukei.store;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.chukei.connector.api.QueueId;

/**
 * Keeps the messages we are in charge of: the truth about what is still owed to whom. When and how
 * often delivery was tried is the queue's business, not the store's. Safe for many threads.
 */
public interface MessageStore {

  /**
   * Takes envelope and content. On return they would survive a loss of power; on an exception
   * nothing was taken.
   *
   * @param content with our trace fields, {@link StoredEnvelope#size()} octets
   */
  void put(StoredEnvelope envelope, ContentSource content) throws IOException;

  /** Envelope and the positions still owed; empty for a message that is gone or never was. */
  Optional<Owed> find(QueueId queueId) throws IOException;

  /** The content; readable while a recipient is owed, and by streams opened before that ended. */
  ContentSource content(QueueId queueId);

  /**
   * Records durably that these positions need nothing more (delivered, failed and told, or removed
   * by an operator). When none is left, the message is gone. Positions settled before are no error.
   */
  void settle(QueueId queueId, Set<Integer> positions) throws IOException;

  /**
   * Settles positions and puts the notice about them as one atomic step, so that a crash between
   * can neither lose the notice nor repeat it.
   */
  void settleWithNotice(
      QueueId queueId, Set<Integer> positions, StoredEnvelope notice, ContentSource content)
      throws IOException;

  /**
   * Everything of this node that is still owed, oldest first; for recovery at start and for
   * listings.
   */
  void forEachOwed(Consumer<Owed> action) throws IOException;

  /**
   * @param positions those of {@link StoredEnvelope#recipients()} that are not settled, never empty
   */
  record Owed(StoredEnvelope envelope, Set<Integer> positions) {}
}
