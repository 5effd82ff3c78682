package org.chukei.queue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.chukei.connector.api.QueueId;

/**
 * The queue as an operator sees it, for console, REST and JMX. Safe for many threads and while mail
 * flows. Shows and moves the mail of this node; every answer is of a moment that has passed.
 *
 * <p>An attempt that runs is never cut short: what it delivers is delivered, even of a message that
 * was held or removed meanwhile.
 *
 * <p>An IOException means that store or database can't be asked now, and nothing was changed, or
 * only a part: all of it may be asked for again.
 */
public interface MailQueue {

  /**
   * Queued messages, oldest first.
   *
   * @param state only messages with a recipient in this state; empty: all
   * @param limit at most so many, 1 to 1000
   * @param offset so many that match are passed over, 0 or more
   */
  List<QueuedMessage> list(Optional<RecipientState> state, int limit, int offset)
      throws IOException;

  /** Empty where nothing is owed under this id. */
  Optional<QueuedMessage> find(QueueId queueId) throws IOException;

  QueueSizes sizes() throws IOException;

  /**
   * Tries what waits of this message now; what is held stays held.
   *
   * @return false where nothing is owed under this id
   */
  boolean retry(QueueId queueId) throws IOException;

  /**
   * Tries all mail that waits now; what is held stays held.
   *
   * @return the number of recipients
   */
  int retryAll() throws IOException;

  /**
   * No attempt starts any more until {@link #release}. Held mail does not grow too old while it is
   * held; give-up time is looked at after the next attempt.
   *
   * @return false where nothing is owed under this id
   */
  boolean hold(QueueId queueId) throws IOException;

  /**
   * Undoes {@link #hold}; the next attempt is now.
   *
   * @return false where nothing is owed under this id
   */
  boolean release(QueueId queueId) throws IOException;

  /**
   * Ends the message: nothing of it is owed any more, nobody is told.
   *
   * @param by who wanted it, for the log
   * @return false where nothing is owed under this id
   */
  boolean remove(QueueId queueId, String by) throws IOException;
}
