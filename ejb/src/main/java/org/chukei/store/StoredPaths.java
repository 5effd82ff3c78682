package org.chukei.store;

import org.chukei.smtp.ForwardPath;
import org.chukei.smtp.MailboxParser;
import org.chukei.smtp.ReversePath;

/** Reads paths back from the text they are stored as. */
final class StoredPaths {

  private StoredPaths() {}

  /**
   * @throws IllegalArgumentException it is none
   */
  static ReversePath reversePath(String address) {
    return address.isEmpty()
        ? ReversePath.NULL
        : ReversePath.of(MailboxParser.mailbox(address).orElseThrow(IllegalArgumentException::new));
  }

  /**
   * @throws IllegalArgumentException it is none
   */
  static ForwardPath forwardPath(String address) {
    // Only the bare postmaster has no domain (RFC 5321 §4.1.1.3).
    return address.indexOf('@') < 0
        ? ForwardPath.POSTMASTER
        : ForwardPath.of(MailboxParser.mailbox(address).orElseThrow(IllegalArgumentException::new));
  }
}
