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

  /** Whether the sender is told of a delivery: only where it asked for that. */
  public boolean isToldOfSuccess() {
    return notifyOn.map(Notify::success).orElse(false);
  }

  /** Whether the sender is told of a failure: unless it asked for something else. */
  public boolean isToldOfFailure() {
    return notifyOn.map(Notify::failure).orElse(true);
  }

  /** Whether the sender is told of a delay: unless it asked for something else. */
  public boolean isToldOfDelay() {
    return notifyOn.map(Notify::delay).orElse(true);
  }
}
