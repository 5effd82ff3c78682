package org.chukei.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chukei.connector.api.QueueId;
import org.chukei.metrics.LatencyHistogram;

/**
 * Keeps the messages we are in charge of: the truth about what is still owed to whom. When and how
 * often delivery was tried is the queue's business, not the store's. Safe for many threads.
 */
public interface MessageStore extends AutoCloseable {

  /** How many messages those who look at all of them ask for at a time. */
  int PAGE = 200;

  /**
   * Called at start, before anything else: puts in order what a crash left behind. Does no harm to
   * an open store, and does not open a closed one again.
   */
  void recover() throws IOException;

  /**
   * Takes envelope and content. On return they would survive a loss of power; on an exception
   * nothing was taken.
   *
   * @param content with our trace fields, {@link StoredEnvelope#size()} octets
   */
  void put(StoredEnvelope envelope, ContentSource content) throws IOException;

  /** Envelope and the positions still owed; empty for a message that is gone or never was. */
  Optional<Owed> find(QueueId queueId) throws IOException;

  /** The same of many, those that are found; at most {@link #PAGE} or so at a time. */
  default Map<QueueId, Owed> find(Collection<QueueId> queueIds) throws IOException {
    Map<QueueId, Owed> found = new HashMap<>();
    for (QueueId queueId : queueIds) {
      find(queueId).ifPresent(owed -> found.put(queueId, owed));
    }
    return found;
  }

  /**
   * The content; readable while a recipient is owed. A stream that is open when that ends goes on
   * to the end or fails, and never ends early.
   */
  ContentSource content(QueueId queueId);

  /**
   * Records that these positions need nothing more (delivered, failed and told, or removed by an
   * operator). When none is left, the message is gone. Positions settled before are no error.
   *
   * <p>It need not be durable on return, but is on its way to the disk, and is not given up: a
   * crash within the few milliseconds until it is there only means that these recipients are owed
   * again, as if it had come before the call.
   */
  Settled settle(QueueId queueId, Set<Integer> positions) throws IOException;

  /**
   * Settles positions and puts the notice about them, or what goes on in their place, as one atomic
   * step, so that a crash between can neither lose the notice nor repeat it. Durable on return, and
   * undone on an exception. Where all positions were settled before, no notice is put; where the
   * notice is there already, it is not put again.
   */
  Settled settleWithNotice(
      QueueId queueId, Set<Integer> positions, StoredEnvelope notice, ContentSource content)
      throws IOException;

  /**
   * Records that the sender was told of a delay, and puts the notice about it, as one atomic step:
   * neither is there without the other. Durable on return, and undone on an exception.
   *
   * @return whether the notice was put; false where one of the positions is settled, or was told of
   *     before
   */
  boolean warn(
      QueueId queueId, Set<Integer> positions, StoredEnvelope notice, ContentSource content)
      throws IOException;

  /**
   * What of this node is still owed, in order of queue ids, which is oldest first.
   *
   * @param after only messages with a greater queue id; empty: from the first on
   * @param limit at most so many
   */
  List<Owed> owed(Optional<QueueId> after, int limit) throws IOException;

  /** How much of this node is still owed. */
  Totals totals() throws IOException;

  /** How many messages of this node are still owed of which charge was taken before that time. */
  long takenBefore(Instant time) throws IOException;

  /** How long each fsync took; empty where another program makes them. */
  default Optional<LatencyHistogram> forces() {
    return Optional.empty();
  }

  /**
   * Copies what it keeps beside the database, as of one moment, while mail flows; {@link #recover}
   * understands it.
   *
   * @param directory made where there is something to put into it, on the same file system
   * @return false where all mail is in the database, and nothing was done
   * @throws IOException the store is in trouble, or the directory can't be written
   */
  default boolean copyTo(Path directory) throws IOException {
    return false;
  }

  /**
   * Why it can't take messages now; empty: it can, as far as is known. For health, which sends the
   * clients elsewhere.
   */
  Optional<String> trouble();

  /** Looks whether its trouble is over, without waiting; clients sent elsewhere would not tell. */
  void tryAgain();

  /** At the application's stop, after the last call; writes what is still on its way. */
  @Override
  void close() throws IOException;

  /** Whether all nodes that share the database read these messages, and may take them over. */
  boolean isShared();

  /**
   * @param positions those of {@link StoredEnvelope#recipients()} that are not settled, never empty
   * @param warned those of which the sender was told that they wait
   */
  record Owed(StoredEnvelope envelope, Set<Integer> positions, Set<Integer> warned) {

    /** With nobody warned. */
    public Owed(StoredEnvelope envelope, Set<Integer> positions) {
      this(envelope, positions, Set.of());
    }
  }

  /**
   * What a settlement came to.
   *
   * @param positions how many were owed until then
   * @param gone it ended the message
   */
  record Settled(int positions, boolean gone) {}

  /**
   * @param messages of which something is owed
   * @param recipients owed
   * @param octets of the contents of these messages
   */
  record Totals(long messages, long recipients, long octets) {}
}
