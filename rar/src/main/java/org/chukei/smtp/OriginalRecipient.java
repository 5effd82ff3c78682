package org.chukei.smtp;

/**
 * The ORCPT parameter of RCPT: the recipient as the sender first named it (RFC 3461 §4.2). Kept as
 * it was given, because that is how it is passed on (§5.2.1).
 *
 * @param addressType {@code rfc822} for a mailbox, {@code utf-8} for one that is not ASCII (RFC
 *     6533 §3)
 * @param encoded the address, in xtext or what its type has instead
 */
public record OriginalRecipient(String addressType, String encoded) {

  /** As it stands behind {@code ORCPT=}. */
  @Override
  public String toString() {
    return addressType + ";" + encoded;
  }
}
