package org.chukei.smtp;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads mailboxes and domains by the grammar of RFC 5321 §4.1.2 and §4.1.3, octets in US-ASCII.
 * What does not fit is an empty answer, never an exception: it is a peer's or an operator's input.
 *
 * <p>Stricter than RFC 5322: no comments, no white space, no obsolete forms. {@code %}, {@code !}
 * and a quoted {@code @} are ordinary characters of the local-part and route nothing.
 */
public final class MailboxParser {

  private static final String ATEXT = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
  private static final Pattern DOT_STRING = Pattern.compile(ATEXT + "(\\." + ATEXT + ")*");
  private static final Pattern QUOTED_STRING = Pattern.compile("\"([ !#-\\[\\]-~]|\\\\[ -~])*\"");
  private static final String LABEL = "[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?";
  // Departs from RFC 5321 §4.1.2 because names with an underscore exist in the DNS and get mail.
  private static final Pattern DOMAIN_NAME = Pattern.compile(LABEL + "(\\." + LABEL + ")*");
  private static final Pattern IPV4_LITERAL =
      Pattern.compile("\\[(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\]");
  private static final Pattern IPV6_LITERAL =
      Pattern.compile("\\[(?i:IPv6):[0-9A-Fa-f:.]{2,45}\\]");
  private static final int LABEL_OCTETS = 63; // RFC 1035 §2.3.4

  private MailboxParser() {}

  /** Reads {@code local-part@domain} without angle brackets. */
  public static Optional<Mailbox> mailbox(String text) {
    int at = text.lastIndexOf('@');
    if (at < 1) {
      return Optional.empty();
    }
    String localPart = text.substring(0, at);
    if (localPart.length() > SmtpLimits.LOCAL_PART || !isLocalPart(localPart)) {
      return Optional.empty();
    }
    return domainOrLiteral(text.substring(at + 1)).map(domain -> new Mailbox(localPart, domain));
  }

  /** Reads a domain name; an address literal is none. */
  public static Optional<MailDomain> domain(String text) {
    if (text.length() > SmtpLimits.DOMAIN || !DOMAIN_NAME.matcher(text).matches()) {
      return Optional.empty();
    }
    for (String label : text.split("\\.")) {
      if (label.length() > LABEL_OCTETS) {
        return Optional.empty();
      }
    }
    return Optional.of(new MailDomain(text));
  }

  /** Reads a domain name or an address literal, as EHLO and mailboxes have them. */
  public static Optional<MailDomain> domainOrLiteral(String text) {
    return text.startsWith("[") ? literal(text) : domain(text);
  }

  private static boolean isLocalPart(String text) {
    return (text.startsWith("\"") ? QUOTED_STRING : DOT_STRING).matcher(text).matches();
  }

  private static Optional<MailDomain> literal(String text) {
    Matcher v4 = IPV4_LITERAL.matcher(text);
    if (v4.matches()) {
      for (int group = 1; group <= 4; group++) {
        if (Integer.parseInt(v4.group(group)) > 255) {
          return Optional.empty();
        }
      }
      return Optional.of(new MailDomain(text));
    }
    return IPV6_LITERAL.matcher(text).matches()
        ? Optional.of(new MailDomain(text))
        : Optional.empty();
  }
}
