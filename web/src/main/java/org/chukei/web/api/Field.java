package org.chukei.web.api;

import jakarta.ws.rs.BadRequestException;

/** Asks for the fields that a body must have. */
final class Field {

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
}
