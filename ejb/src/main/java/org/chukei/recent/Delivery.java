package org.chukei.recent;

import org.chukei.delivery.Outcome;

/** What an attempt came to for a recipient. */
public enum Delivery {
  DELIVERED,
  DEFERRED,
  /** For good. */
  FAILED;

  static Delivery of(Outcome outcome) {
    if (outcome instanceof Outcome.Delivered) {
      return DELIVERED;
    }
    return outcome instanceof Outcome.Deferred ? DEFERRED : FAILED;
  }
}
