package org.chukei.delivery;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.AccessDeniedException;
import java.util.List;
import org.chukei.smtp.Mailbox;
import org.chukei.store.ContentSource;
import org.chukei.store.StoredEnvelope;

/** Delivers to local users; safe for many threads. */
final class LocalDelivery {

  private static final Logger LOG = System.getLogger(LocalDelivery.class.getName());
  private static final String RELAY = "maildir";

  private final Maildir maildir;

  LocalDelivery(Maildir maildir) {
    this.maildir = maildir;
  }

  /**
   * Delivered when each of the mailboxes has it. Deferred when one has not: those that have it do
   * not get it again.
   */
  Outcome deliver(
      StoredEnvelope envelope, int position, List<Mailbox> mailboxes, ContentSource content)
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
    return answer.at(position, envelope.path(position), RELAY);
  }
}
