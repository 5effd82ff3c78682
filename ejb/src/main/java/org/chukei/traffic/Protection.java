package org.chukei.traffic;

import org.chukei.delivery.Outcome;

/** How a delivery was protected on its way: not at all, or by TLS with this proof of the peer. */
public enum Protection {
  NONE,
  UNVERIFIED,
  PKIX,
  DANE;

  /** By the last word of what the mail log shows as {@code tls}. */
  static Protection of(Outcome.Relay relay) {
    String tls = relay.tls();
    if (tls.isEmpty()) {
      return NONE;
    }
    return switch (tls.substring(tls.lastIndexOf(' ') + 1)) {
      case "dane" -> DANE;
      case "pkix" -> PKIX;
      default -> UNVERIFIED;
    };
  }
}
