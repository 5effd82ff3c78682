package org.chukei.smtp;

/**
 * A mailbox, {@code local-part@domain} (RFC 5321 §4.1.2). The local-part keeps its spelling, quotes
 * included; what it means is the business of the host that serves the domain (§2.3.11), so equality
 * here is to the letter for the local-part and without regard to case for the domain.
 */
public record Mailbox(String localPart, MailDomain domain) {

  /**
   * The local-part as its domain understands it: without the quotes and backslashes of a quoted
   * string.
   */
  public String unquotedLocalPart() {
    if (!localPart.startsWith("\"")) {
      return localPart;
    }
    StringBuilder plain = new StringBuilder(localPart.length());
    for (int i = 1; i < localPart.length() - 1; i++) {
      char c = localPart.charAt(i);
      plain.append(c == '\\' ? localPart.charAt(++i) : c);
    }
    return plain.toString();
  }

  /** False where only SMTPUTF8 carries it (RFC 6531 §3.3). */
  public boolean isAscii() {
    return Utf8.isAscii(localPart) && domain.isAscii();
  }

  /** As it was given, without angle brackets. */
  @Override
  public String toString() {
    return localPart + "@" + domain;
  }
}
