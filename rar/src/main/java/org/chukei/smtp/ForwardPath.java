package org.chukei.smtp;

import java.util.Optional;

/**
 * A recipient of a mail transaction (RFC 5321 §4.1.1.3): a mailbox, or {@code <Postmaster>} without
 * a domain, which every server must take (§4.5.1). A source route was dropped when it was read
 * (§3.6.1 and appendix C).
 *
 * @param mailbox empty for the bare postmaster
 */
public record ForwardPath(Optional<Mailbox> mailbox) {

  /** {@code <Postmaster>} without a domain. */
  public static final ForwardPath POSTMASTER = new ForwardPath(Optional.empty());

  public static ForwardPath of(Mailbox mailbox) {
    return new ForwardPath(Optional.of(mailbox));
  }

  /** The inverse of {@link #address}; empty where it is no address. */
  public static Optional<ForwardPath> ofAddress(String address) {
    return address.equalsIgnoreCase("postmaster")
        ? Optional.of(POSTMASTER)
        : MailboxParser.mailbox(address).map(ForwardPath::of);
  }

  /** The address without angle brackets; {@code postmaster} for the bare one. */
  public String address() {
    return mailbox.map(Mailbox::toString).orElse("postmaster");
  }

  /** False where only SMTPUTF8 carries it (RFC 6531 §3.3). */
  public boolean isAscii() {
    return mailbox.map(Mailbox::isAscii).orElse(true);
  }

  /** With angle brackets, as it stands in RCPT. */
  @Override
  public String toString() {
    return "<" + address() + ">";
  }
}
