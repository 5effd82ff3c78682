package org.chukei.smtp;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ORCPT parameter of RCPT: the recipient as the sender first named it (RFC 3461 §4.2). Kept as
 * it was given, because that is how it is passed on (§5.2.1).
 *
 * @param addressType {@code rfc822} for a mailbox, {@code utf-8} for one that is not ASCII (RFC
 *     6533 §3)
 * @param encoded the address, in xtext or what its type has instead
 */
public record OriginalRecipient(String addressType, String encoded) {

  private static final Pattern ESCAPED = Pattern.compile("\\\\x\\{([0-9A-F]{2,6})\\}");

  /**
   * As a client gave it. Where that is in plain characters, which only SMTPUTF8 carries, it is kept
   * in the coding that every next hop takes (RFC 6533 §3: utf-8-addr-unitext and utf-8-addr-xtext).
   */
  static OriginalRecipient of(String addressType, String given) {
    OriginalRecipient plain = new OriginalRecipient(addressType, given);
    return plain.isUtf8() ? new OriginalRecipient(addressType, escaped(given)) : plain;
  }

  /** Of a recipient that gave none, before another takes its place (RFC 3461 §5.2.7.2). */
  public static OriginalRecipient of(Mailbox mailbox) {
    return mailbox.isAscii()
        ? new OriginalRecipient("rfc822", Xtext.encode(mailbox.toString()))
        : of("utf-8", mailbox.toString());
  }

  private static String escaped(String given) {
    StringBuilder encoded = new StringBuilder(given.length());
    given
        .codePoints()
        .forEach(
            c ->
                encoded.append(
                    c < 128 ? Character.toString(c) : String.format(Locale.ROOT, "\\x{%X}", c)));
    return encoded.toString();
  }

  /** Whether the address is in the coding of RFC 6533 §3 instead of xtext. */
  public boolean isUtf8() {
    return addressType.equalsIgnoreCase("utf-8");
  }

  /** The address in plain characters, where {@link #isUtf8}. */
  public String unitext() {
    return ESCAPED
        .matcher(encoded)
        .replaceAll(
            match -> {
              int codePoint = Integer.parseInt(match.group(1), 16);
              return Matcher.quoteReplacement(
                  Character.isValidCodePoint(codePoint)
                      ? Character.toString(codePoint)
                      : match.group());
            });
  }

  /** As it stands behind {@code ORCPT=}. */
  @Override
  public String toString() {
    return addressType + ";" + encoded;
  }
}
