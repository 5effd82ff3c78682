package org.chukei.account;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import org.chukei.smtp.MailDomain;
import org.chukei.smtp.Mailbox;
import org.chukei.smtp.MailboxParser;

/** How this server understands the local-parts that are its own (RFC 5321 §2.3.11). */
final class Addresses {

  static final String POSTMASTER = "postmaster";
  static final String ABUSE = "abuse";

  private Addresses() {}

  /**
   * The form in which addresses are compared: without quotes, in lower case, its characters
   * composed (RFC 6532 §3.1), its domain in ASCII. The last at sign separates, so that a quoted one
   * names nobody else.
   */
  static String key(Mailbox mailbox) {
    return localKey(mailbox) + "@" + mailbox.domain().key();
  }

  static String localKey(Mailbox mailbox) {
    String lower = mailbox.unquotedLocalPart().toLowerCase(Locale.ROOT);
    return Normalizer.normalize(lower, Normalizer.Form.NFC);
  }

  /** {@code info@example.jp} for {@code info+x@example.jp}; empty where there is no subaddress. */
  static Optional<String> withoutSubaddress(String key) {
    int plus = key.indexOf('+');
    int at = key.lastIndexOf('@');
    return plus > 0 && plus < at
        ? Optional.of(key.substring(0, plus) + key.substring(at))
        : Optional.empty();
  }

  /** Any mailbox, in the form in which addresses are compared. */
  static String parse(String field, String text) {
    return key(mailbox(field, text));
  }

  /** A mailbox of others, whose local-part is theirs to understand (RFC 5321 §2.4). */
  static String parseForeign(String field, String text) {
    Mailbox mailbox = mailbox(field, text);
    return mailbox.localPart() + "@" + mailbox.domain().key();
  }

  /**
   * A mailbox that can have a Maildir: its local-part names a directory, so it is no quoted string
   * and has no slash. Nor has it letters that look like others, such as full-width ones, which a
   * Japanese keyboard writes by a slip.
   */
  static String parseOwn(String field, String text) {
    Mailbox mailbox = mailbox(field, text);
    if (mailbox.localPart().startsWith("\"") || mailbox.localPart().indexOf('/') >= 0) {
      throw new UnacceptableException(
          field, "the local-part of " + text + " must have no quotes and no slash");
    }
    String plain = Normalizer.normalize(mailbox.localPart(), Normalizer.Form.NFKC);
    if (!plain.equals(Normalizer.normalize(mailbox.localPart(), Normalizer.Form.NFC))) {
      throw new UnacceptableException(
          field,
          "the local-part of " + text + " has full-width or similar letters; write " + plain);
    }
    return key(mailbox);
  }

  static String parseDomain(String text) {
    return MailboxParser.domain(text)
        .map(MailDomain::key)
        .orElseThrow(
            () ->
                new UnacceptableException(
                    "domain", "'" + text + "' is not a domain name such as example.jp"));
  }

  static String domainOf(String key) {
    return key.substring(key.lastIndexOf('@') + 1);
  }

  private static Mailbox mailbox(String field, String text) {
    return MailboxParser.mailbox(text)
        .orElseThrow(
            () ->
                new UnacceptableException(
                    field, "'" + text + "' is not an address such as info@example.jp"));
  }
}
