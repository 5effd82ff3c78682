package org.chukei.management;

import java.util.List;

/**
 * The queue over JMX, {@code org.chukei:type=Queue}. Operations on a queue id return false where
 * nothing is owed under it.
 */
public interface QueueMXBean {

  /** Messages with at least one recipient owed. */
  long getMessages();

  /** Octets of their contents. */
  long getOctets();

  /** Recipients that are fresh or being tried. */
  long getActive();

  /** Recipients that wait for their next attempt. */
  long getDeferred();

  /** Recipients that wait for an operator. */
  long getHeld();

  /**
   * The oldest messages, a line for each recipient that is owed.
   *
   * @param limit 1 to 1000
   */
  List<String> list(int limit);

  /** Tries what waits of this message now. */
  boolean retry(String queueId);

  /** Tries all mail that waits now; the number of recipients. */
  int retryAll();

  /** No attempt starts until it is released. */
  boolean hold(String queueId);

  /** Undoes hold. */
  boolean release(String queueId);

  /** Ends the message; nobody is told. */
  boolean remove(String queueId);
}
