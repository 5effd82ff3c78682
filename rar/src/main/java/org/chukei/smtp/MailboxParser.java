package org.chukei.smtp;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads mailboxes and domains by the grammar of RFC 5321 §4.1.2 and §4.1.3, as RFC 6531 §3.3 widens
 * it beyond US-ASCII; whether a client may go there is not for here. What does not fit is an empty
 * answer, never an exception: it is a peer's or an operator's input.
 *
 * <p>Stricter than RFC 5322: no comments, no white space, no obsolete forms. {@code %}, {@code !}
 * and a quoted {@code @} are ordinary characters of the local-part and route nothing.
 */
public final class MailboxParser {

  // UTF8-non-ascii, without the control characters and line ends among them, which no address has,
  // and which would break lines of a log or a header.
  private static final String WIDE = "[^\\x00-\\x9f\\u2028\\u2029\\p{Cs}]";
  private static final String ATEXT = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\-" + WIDE + "]+";
  private static final Pattern DOT_STRING = Pattern.compile(ATEXT + "(\\." + ATEXT + ")*");
  private static final Pattern QUOTED_STRING =
      Pattern.compile("\"([ !#-\\[\\]-~" + WIDE + "]|\\\\[ -~])*\"");
  private static final String LETTER = "[A-Za-z0-9_" + WIDE + "]";
  private static final String LABEL = LETTER + "([A-Za-z0-9_\\-" + WIDE + "]*" + LETTER + ")?";
  // Departs from RFC 5321 §4.1.2 because names with an underscore exist in the DNS and get mail.
  private static final Pattern DOMAIN_NAME = Pattern.compile(LABEL + "(\\." + LABEL + ")*");
  private static final int LABEL_OCTETS = 63; // RFC 1035 §2.3.4

  private MailboxParser() {}

  /** Reads {@code local-part@domain} without angle brackets. */
  public static Optional<Mailbox> mailbox(String text) {
    int at = text.lastIndexOf('@');
    if (at < 1) {
      return Optional.empty();
    }
    String localPart = text.substring(0, at);
    if (Utf8.length(localPart) > SmtpLimits.LOCAL_PART || !isLocalPart(localPart)) {
      return Optional.empty();
    }
    return domainOrLiteral(text.substring(at + 1)).map(domain -> new Mailbox(localPart, domain));
  }

  /** Reads a domain name; an address literal is none. */
  public static Optional<MailDomain> domain(String text) {
    if (text.length() <= LABEL_OCTETS && isPlain(text)) {
      return Optional.of(new MailDomain(text, text.toLowerCase(Locale.ROOT)));
    }
    if (Utf8.length(text) > SmtpLimits.DOMAIN || !DOMAIN_NAME.matcher(text).matches()) {
      return Optional.empty();
    }
    return ALabels.of(text)
        .filter(MailboxParser::isShort)
        .map(ascii -> new MailDomain(text, ascii));
  }

  private static boolean isShort(String ascii) {
    return ascii.length() <= SmtpLimits.DOMAIN
        && Arrays.stream(ascii.split("\\.")).allMatch(label -> label.length() <= LABEL_OCTETS);
  }

  /** Reads a domain name or an address literal, as EHLO and mailboxes have them. */
  public static Optional<MailDomain> domainOrLiteral(String text) {
    return text.startsWith("[") ? literal(text) : domain(text);
  }

  /**
   * What nearly all names are, letters and digits with single dots and hyphens between them: fits
   * all of the patterns, and is told at a fraction of their cost.
   */
  private static boolean isPlain(String text) {
    boolean wasAlphanumeric = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isAlphanumeric = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      if (!isAlphanumeric && !(wasAlphanumeric && (c == '.' || c == '-'))) {
        return false;
      }
      wasAlphanumeric = isAlphanumeric;
    }
    return wasAlphanumeric;
  }

  private static boolean isLocalPart(String text) {
    return isPlain(text)
        || (text.startsWith("\"") ? QUOTED_STRING : DOT_STRING).matcher(text).matches();
  }

  private static Optional<MailDomain> literal(String text) {
    return AddressLiteral.isOne(text)
        ? Optional.of(new MailDomain(text, text.toLowerCase(Locale.ROOT)))
        : Optional.empty();
  }
}
