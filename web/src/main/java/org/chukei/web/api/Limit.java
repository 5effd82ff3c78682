package org.chukei.web.api;

import org.chukei.account.UnacceptableException;

/**
 * How many entries of a list are wanted, as it was written: what is no number is told like any
 * other bad value. To an int the framework would answer 404.
 */
public record Limit(String text) {

  /** Of what grows with time. */
  private static final int MOST = 10_000;

  /**
   * @throws UnacceptableException where it is not 1 to 10,000
   */
  int number() {
    return upTo(MOST);
  }

  /**
   * @throws UnacceptableException where it is not 1 to {@code most}
   */
  int upTo(int most) {
    try {
      int number = Integer.parseInt(text.trim());
      if (number >= 1 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, with what is allowed.
    }
    throw new UnacceptableException(
        "limit", "limit is a number from 1 to " + most + ", not '" + text + "'");
  }
}
