package org.chukei.delivery;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.AccessDeniedException;
import java.util.List;
import java.util.Optional;
import org.chukei.smtp.EnhancedStatus;
import org.chukei.smtp.Mailbox;
import org.chukei.store.ContentSource;
import org.chukei.store.StoredEnvelope;
import org.chukei.transport.Way;

/** Delivers to local users; safe for many threads. */
final class LocalDelivery {

  private static final Logger LOG = System.getLogger(LocalDelivery.class.getName());
  private static final Outcome.Relay MAILDIR = Outcome.Relay.clear("maildir");
  private static final Outcome.Relay LOCAL = Outcome.Relay.clear(Way.LOCAL);

  private final Maildir maildir;
  private final Forwarding forwarding;

  LocalDelivery(Maildir maildir, Forwarding forwarding) {
    this.maildir = maildir;
    this.forwarding = forwarding;
  }

  /**
   * Delivered when each of the mailboxes has it; then it may go on to those elsewhere. Deferred
   * when one has not: those that have it do not get it again.
   */
  Outcome deliver(StoredEnvelope envelope, int position, Way.Mailboxes way, ContentSource content)
      throws UnreadableContentException {
    if (way.elsewhere().isEmpty()) {
      return deliver(envelope, way.mailboxes(), content).at(position, MAILDIR);
    }
    if (Forwarding.isLoop(way.name(), content)) {
      // RFC 3463 §3.5: routing loop.
      return Answer.failed("5.4.6", "mail for " + way.name() + " came back to it")
          .at(position, LOCAL);
    }
    Answer answer = deliver(envelope, way.mailboxes(), content);
    return answer.kind() == Answer.Kind.DEFERRED
        ? answer.at(position, MAILDIR)
        : passedOn(envelope, position, way, content);
  }

  private Outcome passedOn(
      StoredEnvelope envelope, int position, Way.Mailboxes way, ContentSource content) {
    Forward forward = forwarding.forward(envelope, position, way, content);
    return new Outcome.Delivered(
        forwarding.handover(envelope, way),
        position,
        LOCAL,
        EnhancedStatus.of("2.0.0"),
        Forwarding.text(way.mailboxes(), forward),
        false,
        Optional.of(forward));
  }

  /** To the Maildir of one mailbox. */
  Outcome deliver(StoredEnvelope envelope, int position, Mailbox mailbox, ContentSource content)
      throws UnreadableContentException {
    return deliver(envelope, List.of(mailbox), content).at(position, MAILDIR);
  }

  private Answer deliver(StoredEnvelope envelope, List<Mailbox> mailboxes, ContentSource content)
      throws UnreadableContentException {
    Answer answer = Answer.delivered(mailboxes.size(), "delivered to maildir");
    for (Mailbox mailbox : mailboxes) {
      try {
        maildir.deliver(envelope, mailbox, content);
      } catch (UnreadableContentException e) {
        throw e;
      } catch (IOException e) {
        // Full disks and wrong permissions are for the operator to mend; the sender must not learn
        // the paths, which the exception names.
        LOG.log(Level.ERROR, envelope.queueId() + ": maildir of " + mailbox + " takes nothing", e);
        String status = e instanceof AccessDeniedException ? "4.2.0" : "4.3.0";
        answer = Answer.deferred(status, "the mailbox can't be written to now");
      }
    }
    return answer;
  }
}
