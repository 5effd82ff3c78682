package org.chukei.connector.api;

import java.util.List;
import java.util.Optional;
import org.chukei.smtp.ForwardPath;
import org.chukei.smtp.MailParameters;
import org.chukei.smtp.RcptParameters;
import org.chukei.smtp.ReversePath;

/**
 * What MAIL and the accepted RCPTs said.
 *
 * @param session the peer, as it was at the end of data
 * @param recipients at least one, in the order of RCPT, duplicates kept out
 */
public record Envelope(
    SessionFacts session,
    ReversePath sender,
    MailParameters parameters,
    List<Recipient> recipients) {

  public Envelope {
    recipients = List.copyOf(recipients);
    if (recipients.isEmpty()) {
      throw new IllegalArgumentException("an envelope has at least one recipient");
    }
  }

  /**
   * @param permitted {@link Verdict.Accepted#permitted()} of its RCPT
   * @param decision {@link Verdict.Accepted#decision()} likewise
   */
  public record Recipient(
      ForwardPath path,
      RcptParameters parameters,
      boolean permitted,
      Optional<DecisionId> decision) {}
}
