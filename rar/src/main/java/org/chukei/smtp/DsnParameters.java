package org.chukei.smtp;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the values of the parameters of DSN (RFC 3461 §4). An empty answer is a value that is none;
 * keywords and address types are in any case (§4.1 to §4.3).
 */
final class DsnParameters {

  /** RFC 3461 §4.4, in characters. */
  static final int ENVELOPE_ID = 100;

  /** RFC 3461 §4.2, in characters, type and semicolon included. */
  static final int ORIGINAL_RECIPIENT = 500;

  private static final Set<String> CONDITIONS = Set.of("SUCCESS", "FAILURE", "DELAY");

  // RFC 3464 §2.1.2: an atom.
  private static final Pattern ADDRESS_TYPE = Pattern.compile("[A-Za-z0-9!#$%&'*+/?^_`{|}~-]+");
  // RFC 3461 §4.4: printable, white space among it.
  private static final Pattern PRINTABLE = Pattern.compile("[ -~]+");
  // RFC 6533 §3, utf-8-addr-xtext, without control characters.
  private static final Pattern UTF8_ADDRESS =
      Pattern.compile(
          "(?:[!-*,-<>-\\[\\]-~]|\\\\x\\{(?:20|2B|3D|5C|[A-F][0-9A-F]|[1-9A-F][0-9A-F]{2}"
              + "|[1-9A-CEF][0-9A-F]{3}|D[0-7][0-9A-F]{2}|(?:[1-9A-F]|10)[0-9A-F]{4})\\})+");

  private DsnParameters() {}

  /** RFC 3461 §4.1: NEVER alone, or some of the others, each once. */
  static Optional<Notify> notify(String value) {
    String keywords = value.toUpperCase(Locale.ROOT);
    if (keywords.equals("NEVER")) {
      return Optional.of(Notify.NEVER);
    }
    List<String> given = List.of(keywords.split(",", -1));
    Set<String> once = new HashSet<>(given);
    return once.size() == given.size() && CONDITIONS.containsAll(once)
        ? Optional.of(
            new Notify(once.contains("SUCCESS"), once.contains("FAILURE"), once.contains("DELAY")))
        : Optional.empty();
  }

  /** RFC 3461 §4.2. */
  static Optional<OriginalRecipient> originalRecipient(String value) {
    int semicolon = value.indexOf(';');
    if (semicolon < 1 || value.length() > ORIGINAL_RECIPIENT) {
      return Optional.empty();
    }
    OriginalRecipient given =
        OriginalRecipient.of(value.substring(0, semicolon), value.substring(semicolon + 1));
    boolean isAddress =
        given.isUtf8()
            ? UTF8_ADDRESS.matcher(given.encoded()).matches()
            : isPrintable(given.encoded());
    return ADDRESS_TYPE.matcher(given.addressType()).matches() && isAddress
        ? Optional.of(given)
        : Optional.empty();
  }

  /** RFC 3461 §4.3. */
  static Optional<ReturnedContent> returned(String value) {
    return switch (value.toUpperCase(Locale.ROOT)) {
      case "FULL" -> Optional.of(ReturnedContent.FULL);
      case "HDRS" -> Optional.of(ReturnedContent.HDRS);
      default -> Optional.empty();
    };
  }

  /** RFC 3461 §4.4: the answer is as it was given. */
  static Optional<String> envelopeId(String value) {
    return value.length() <= ENVELOPE_ID && isPrintable(value)
        ? Optional.of(value)
        : Optional.empty();
  }

  private static boolean isPrintable(String xtext) {
    return Xtext.decode(xtext).filter(text -> PRINTABLE.matcher(text).matches()).isPresent();
  }
}
