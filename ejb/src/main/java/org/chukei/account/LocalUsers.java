package org.chukei.account;

import java.util.List;
import java.util.Optional;
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
     * @param name of the account, alias or group, which subaddresses share
     * @param mailboxes the accounts that get a copy, by address in lower case
     * @param foreign who else gets one; somebody is here or there
     * @param owner in whose name it is passed on to them
     */
    record Local(
        Mailbox name, List<Mailbox> mailboxes, List<Mailbox> foreign, Optional<Mailbox> owner)
        implements Resolution {

      public Local {
        mailboxes = List.copyOf(mailboxes);
        foreign = List.copyOf(foreign);
      }

      /** One account, under its own name. */
      public static Local account(Mailbox account) {
        return new Local(account, List.of(account), List.of(), Optional.empty());
      }
    }
  }
}
