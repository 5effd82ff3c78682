package org.chukei.smtp;

/**
 * The part of a mailbox behind the at sign: a domain name or an address literal such as {@code
 * [192.0.2.1]} (RFC 5321 §4.1.2, §4.1.3). Keeps the spelling it was given; equal to another without
 * regard to case (§2.4), and to how its labels are written, in their own characters or in ASCII
 * (RFC 5890 §2.3.2.1).
 *
 * <p>Built by {@link MailboxParser}, which checks the syntax, or from configuration by {@link
 * MailboxParser#domain}.
 */
public final class MailDomain {

  private final String text;
  private final String key;

  /**
   * @param key the same in lower case and ASCII
   */
  MailDomain(String text, String key) {
    this.text = text;
    this.key = key;
  }

  /** In lower case and ASCII, for look-ups. */
  public String key() {
    return key;
  }

  /** True for {@code [192.0.2.1]} and {@code [IPv6:2001:db8::1]}. */
  public boolean isAddressLiteral() {
    return text.startsWith("[");
  }

  /** False where it has U-labels, which only SMTPUTF8 carries (RFC 6531 §3.3). */
  public boolean isAscii() {
    return Utf8.isAscii(text);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MailDomain that && key.equals(that.key);
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }

  /** As it was given. */
  @Override
  public String toString() {
    return text;
  }
}
