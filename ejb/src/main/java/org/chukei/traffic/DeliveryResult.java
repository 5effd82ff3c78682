package org.chukei.traffic;

import org.chukei.delivery.Outcome;

/** What an attempt comes to for a recipient, in the mail log's words, which are Postfix's. */
public enum DeliveryResult {
  SENT,
  DEFERRED,
  BOUNCED;

  /** {@link #DEFERRED} also where it is past give-up time and becomes a notice. */
  public static DeliveryResult of(Outcome outcome) {
    if (outcome instanceof Outcome.Delivered) {
      return SENT;
    }
    return outcome instanceof Outcome.Deferred ? DEFERRED : BOUNCED;
  }
}
