package org.chukei.queue;

import java.io.IOException;
import java.util.Optional;
import java.util.SortedMap;
import org.chukei.config.HostPort;
import org.chukei.connector.api.QueueId;

/**
 * The queue as an operator sees it, for command line, REST, console and JMX. Safe for many threads
 * and while mail flows. Shows and moves the mail of this node; every answer is of a moment that has
 * passed.
 *
 * <p>What is meant is said by a {@link QueueFilter}; each method that changes something does so for
 * every recipient that is meant, in somebody's name that stands in mail log and history, and
 * returns their number. An attempt that runs is never cut short: what it delivers is delivered,
 * even of mail that was held or removed meanwhile.
 *
 * <p>An IOException means that store or database can't be asked now, and nothing was changed, or
 * only a part: all of it may be asked for again.
 */
public interface MailQueue {

  /**
   * Queued messages, oldest first, each with those of its recipients that are meant.
   *
   * @param after only messages with a greater queue id; empty: from the first on
   * @param limit at most so many messages, 1 to 1000
   */
  QueueExcerpt list(QueueFilter filter, Optional<QueueId> after, int limit) throws IOException;

  /**
   * How many messages {@link #list} has, a few apart while mail flows.
   *
   * @param most where something narrows the choice it is not counted further than to here
   */
  long count(QueueFilter filter, int most) throws IOException;

  /** Empty where nothing is owed under this id. */
  Optional<QueuedMessage> find(QueueId queueId) throws IOException;

  QueueSizes sizes() throws IOException;

  /** How long what {@link #sizes} counts has waited. */
  QueueAges ages() throws IOException;

  /** The destinations in trouble: left alone because they could not be reached, by name. */
  SortedMap<String, Rest> resting();

  /** Tries what waits now, and a destination that is left alone too; what is held stays held. */
  long retry(QueueFilter filter, String by) throws IOException;

  /**
   * No attempt starts any more until {@link #release}. Held mail does not grow too old while it is
   * held; give-up time is looked at after the next attempt.
   */
  long hold(QueueFilter filter, String by) throws IOException;

  /** Undoes {@link #hold}; the next attempt is now. */
  long release(QueueFilter filter, String by) throws IOException;

  /**
   * From now on this mail goes to one host, whatever its destination, and is tried there at once.
   * What is held stays held.
   */
  long reroute(QueueFilter filter, HostPort to, String by) throws IOException;

  /** Ends what is owed; no sender and no recipient is told. */
  long remove(QueueFilter filter, String by) throws IOException;
}
