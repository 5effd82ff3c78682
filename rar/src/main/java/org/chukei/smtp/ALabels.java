package org.chukei.smtp;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;
import java.util.Optional;

/**
 * The form in which the DNS knows a domain name of U-labels (RFC 5890 §2.3.2.1). By IDNA2008:
 * java's own IDN is of 2003, would make {@code fass.de} of {@code faß.de}, and send mail to
 * somebody else.
 *
 * <p>What RFC 5892 leaves to tables is read off the properties of each character here. The rules
 * about context and direction (RFC 5892 appendix A, RFC 5893) are the registries' to keep: we look
 * names up, we register none (RFC 5891 §5).
 */
final class ALabels {

  private static final String PREFIX = "xn--";

  /** RFC 5892 §2.6 and §2.8, §2.9: allowed though they are neither letters nor digits. */
  private static final String EXCEPTIONS =
      "-\u00b7\u0375\u05f3\u05f4\u06fd\u06fe\u0f0b\u200c\u200d\u3007\u30fb";

  private ALabels() {}

  /**
   * Lower case, labels of ASCII untouched; empty where a label is none.
   *
   * @param domain at most 255 characters
   */
  static Optional<String> of(String domain) {
    StringBuilder ascii = new StringBuilder();
    for (String label : domain.split("\\.", -1)) {
      Optional<String> converted =
          Utf8.isAscii(label) ? Optional.of(label.toLowerCase(Locale.ROOT)) : encode(label);
      if (converted.isEmpty()) {
        return Optional.empty();
      }
      ascii.append(ascii.isEmpty() ? "" : ".").append(converted.get());
    }
    return Optional.of(ascii.toString());
  }

  private static Optional<String> encode(String label) {
    // RFC 5895 §2: what a user may have typed, made what the protocol takes.
    String mapped = Normalizer.normalize(label.toLowerCase(Locale.ROOT), Form.NFC);
    if (!isValid(mapped)) {
      return Optional.empty();
    }
    return Optional.of(PREFIX + Punycode.encode(mapped));
  }

  /** RFC 5891 §5.4. */
  private static boolean isValid(String label) {
    int first = Character.getType(label.codePointAt(0));
    return !label.startsWith("-")
        && !label.endsWith("-")
        && !label.startsWith("--", 2)
        && first != Character.NON_SPACING_MARK
        && first != Character.COMBINING_SPACING_MARK
        && label.codePoints().allMatch(ALabels::isAllowed);
  }

  /** RFC 5892 §3. */
  private static boolean isAllowed(int point) {
    if (EXCEPTIONS.indexOf(point) >= 0) {
      return true;
    }
    return switch (Character.getType(point)) {
      case Character.LOWERCASE_LETTER,
          Character.OTHER_LETTER,
          Character.MODIFIER_LETTER,
          Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.DECIMAL_DIGIT_NUMBER ->
          isStable(point);
      default -> false;
    };
  }

  /** RFC 5892 §2.2: a character that is only another way to write others. */
  private static boolean isStable(int point) {
    String text = Character.toString(point);
    String folded = Normalizer.normalize(text, Form.NFKC).toLowerCase(Locale.ROOT);
    return Normalizer.normalize(folded, Form.NFKC).equals(text);
  }
}
