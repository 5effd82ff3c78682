package org.chukei.delivery;

/** What the sender of one message wants of TLS on its way (RFC 8689). */
enum Privacy {
  /** Nothing in particular. */
  USUAL,
  /** REQUIRETLS: verified TLS to a next hop that promises the same, or the mail comes back. */
  REQUIRED,
  /** {@code TLS-Required: No}: rather in the clear than not at all, whatever the domain says. */
  WAIVED
}
