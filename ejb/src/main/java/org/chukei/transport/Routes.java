package org.chukei.transport;

import java.util.Optional;
import org.chukei.smtp.MailDomain;
import org.chukei.smtp.ReversePath;

/** The transport table as delivery sees it, answered from memory. */
public interface Routes {

  /**
   * The entry for this mail.
   *
   * @throws IllegalStateException where the table was never read: cannot tell, so not now
   */
  Optional<Transport> entry(ReversePath sender, MailDomain recipient);

  /** The way of mail that no entry is for: to the smart host of the settings, or by MX. */
  Transport usual();
}
