package org.chukei.account;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/** A time as an operator writes it. */
public final class WrittenTime {

  private WrittenTime() {}

  /**
   * @param field what it is given for
   * @param text ISO 8601 with a zone, {@code 2026-11-24T09:00:00Z}
   * @throws UnacceptableException naming the field, where it is none
   */
  public static Instant read(String field, String text) {
    try {
      return OffsetDateTime.parse(text.trim()).toInstant();
    } catch (DateTimeParseException e) {
      throw new UnacceptableException(
          field, "'" + text + "' is not a time like 2026-11-24T09:00:00Z");
    }
  }
}
