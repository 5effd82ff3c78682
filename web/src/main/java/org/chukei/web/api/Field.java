package org.chukei.web.api;

import jakarta.ws.rs.BadRequestException;
import org.chukei.account.UnacceptableException;

/** Asks for the fields that a body must have. */
final class Field {

  private static final int MOST = 10_000;

  private Field() {}

  static <T> T required(String name, T value) {
    if (value == null) {
      throw new BadRequestException("the body lacks \"" + name + "\"");
    }
    return value;
  }

  /** A field that may be left out. */
  static String orEmpty(String value) {
    return value == null ? "" : value;
  }

  /**
   * How many entries of a list are wanted.
   *
   * @throws UnacceptableException where it is not 1 to 10,000
   */
  static int limit(int limit) {
    if (limit < 1 || limit > MOST) {
      throw new UnacceptableException("limit", "limit is 1 to " + MOST);
    }
    return limit;
  }
}
