package org.chukei.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.chukei.cluster.Lease.TakenOver;
import org.chukei.connector.api.QueueId;
import org.chukei.delivery.Outcome;
import org.chukei.notification.NoticeKind;
import org.chukei.store.StoredEnvelope;

/**
 * What the queue has to say to the mail log, and to whoever else listens: each bean of this type
 * does. Called on delivery threads; never throws, and never blocks where nothing else is said.
 */
public interface DeliveryLog {

  /**
   * One attempt for one recipient has ended.
   *
   * @param delay since the message was accepted
   * @param attempts made so far, this one included
   * @param nextAttempt empty where there is none: delivered, failed, or deferred past give-up time
   */
  void attempted(
      StoredEnvelope envelope,
      Outcome outcome,
      Duration delay,
      int attempts,
      Optional<Instant> nextAttempt);

  /**
   * A notice was put into the queue.
   *
   * @param notice its envelope: to the sender, or to the postmaster where there is none
   */
  void notice(NoticeKind kind, QueueId about, StoredEnvelope notice);

  /** A recipient's mail goes on, as a message of its own, to members that have no Maildir here. */
  void forwarded(QueueId original, StoredEnvelope forward);

  /**
   * A recipient was given up and nobody is told: the sender did not want to be (RFC 3461 §4.1), or
   * there is none, unless the message was a notice of ours to a sender.
   */
  void untold(StoredEnvelope envelope, Outcome outcome);

  /** A destination is left alone from now on, or again. */
  default void destinationRests(String destination, Rest rest) {}

  /** A destination that was left alone answers again. */
  default void destinationAnswers(String destination) {}

  /** Nothing of the message is owed any more. */
  void gone(QueueId queueId);

  /**
   * An operator has done something to queued mail. Called on the operator's thread, a page at a
   * time: may take as long as the change itself did.
   */
  void handled(Handling handling, List<Handled> mail);

  /** An operator has stopped something. */
  default void paused(Pause pause) {}

  /** An operator lets go on what was stopped; {@link Pause#since} and author are of this. */
  default void resumed(Pause pause) {}

  /** A node that shares its mail with this one has died, or has stopped with mail left. */
  default void tookOver(TakenOver taken) {}

  /** Another node took this one for dead; what is in memory here is that node's now. */
  default void lostLease() {}
}
