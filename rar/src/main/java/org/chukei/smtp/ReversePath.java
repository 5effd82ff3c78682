package org.chukei.smtp;

import java.util.Optional;

/**
 * The sender of a mail transaction (RFC 5321 §4.1.1.2): a mailbox, or the null reverse-path {@code
 * <>} of notices (§4.5.5).
 */
public record ReversePath(Optional<Mailbox> mailbox) {

  /** {@code <>}. */
  public static final ReversePath NULL = new ReversePath(Optional.empty());

  public static ReversePath of(Mailbox mailbox) {
    return new ReversePath(Optional.of(mailbox));
  }

  /** The inverse of {@link #address}; empty where it is no address. */
  public static Optional<ReversePath> ofAddress(String address) {
    return address.isEmpty()
        ? Optional.of(NULL)
        : MailboxParser.mailbox(address).map(ReversePath::of);
  }

  public boolean isNull() {
    return mailbox.isEmpty();
  }

  /** The address without angle brackets; the empty string for the null reverse-path. */
  public String address() {
    return mailbox.map(Mailbox::toString).orElse("");
  }

  /** False where only SMTPUTF8 carries it (RFC 6531 §3.3). */
  public boolean isAscii() {
    return mailbox.map(Mailbox::isAscii).orElse(true);
  }

  /** With angle brackets, as it stands in MAIL. */
  @Override
  public String toString() {
    return "<" + address() + ">";
  }
}
