package org.chukei.account;

import java.util.List;
import org.chukei.smtp.ForwardPath;
import org.chukei.smtp.Mailbox;

/**
 * Which addresses are ours and where their mail goes, answered from the snapshot in memory
 * (relay-rules, "Words": local domain, local user).
 */
public interface LocalUsers {

  /**
   * @throws IllegalStateException where no snapshot was ever loaded: cannot tell, so not now
   */
  Resolution resolve(ForwardPath recipient);

  /** The answer for one recipient. */
  sealed interface Resolution {

    /** In a domain that is not ours. */
    record Foreign(Mailbox mailbox) implements Resolution {}

    /** In a domain of ours, but nobody's. */
    record Unknown() implements Resolution {}

    /**
     * @param mailboxes whose Maildirs get a copy, at least one; the address of each account, in
     *     lower case
     */
    record Local(List<Mailbox> mailboxes) implements Resolution {}
  }
}
