package org.chukei.account;

import java.text.Normalizer;
import java.util.Optional;

/** A password, prepared for comparison. Prints as nothing. */
final class Password {

  static final int LONGEST = 1_024;

  private final String prepared;

  private Password(String prepared) {
    this.prepared = prepared;
  }

  /**
   * @throws UnacceptableException where it is empty, longer than 1024 characters or has control
   *     characters
   */
  static Password of(String text) {
    return read(text)
        .orElseThrow(
            () ->
                new UnacceptableException(
                    "password",
                    "a password has 1 to " + LONGEST + " characters, none of them a control"));
  }

  /**
   * Empty where no account can have this password.
   *
   * <p>Departs from RFC 4013 (SASLprep) because its tables are those of Unicode 3.2: what matters
   * for typing the same password on two keyboards, NFKC and one kind of space, is done; unassigned
   * and bidirectional characters are taken as they are.
   */
  static Optional<Password> read(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    StringBuilder spaced = new StringBuilder(text.length());
    text.codePoints()
        .filter(c -> c != 0x00ad) // RFC 4013 §2.1: mapped to nothing
        .map(c -> Character.getType(c) == Character.SPACE_SEPARATOR ? ' ' : c)
        .forEach(spaced::appendCodePoint);
    String prepared = Normalizer.normalize(spaced, Normalizer.Form.NFKC);
    return prepared.isEmpty() || prepared.chars().anyMatch(Character::isISOControl)
        ? Optional.empty()
        : Optional.of(new Password(prepared));
  }

  char[] prepared() {
    return prepared.toCharArray();
  }

  @Override
  public String toString() {
    return "Password[]";
  }
}
