package org.chukei.connector.api;

/** Crockford's base 32: no I, L, O, U, so that an id can be read aloud. */
final class Base32 {

  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  private Base32() {}

  /**
   * The lowest {@code 5 * length} bits, most significant first, so that order of numbers is order
   * of text.
   */
  static String encode(long bits, int length) {
    char[] text = new char[length];
    for (int i = length - 1; i >= 0; i--, bits >>>= 5) {
      text[i] = ALPHABET.charAt((int) (bits & 31));
    }
    return new String(text);
  }

  static boolean isEncoded(String text) {
    return text.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0);
  }
}
