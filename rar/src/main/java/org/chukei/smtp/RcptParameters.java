package org.chukei.smtp;

import java.util.Optional;

/**
 * What RCPT says of a recipient besides its forward-path (RFC 3461 §4.1, §4.2), to be kept with it.
 *
 * @param notifyOn NOTIFY, where it was given
 * @param originalRecipient ORCPT, where it was given
 */
public record RcptParameters(
    Optional<Notify> notifyOn, Optional<OriginalRecipient> originalRecipient) {

  /** Of a RCPT without parameters. */
  public static final RcptParameters NONE = new RcptParameters(Optional.empty(), Optional.empty());
}
