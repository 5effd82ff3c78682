package org.chukei.queue;

import java.time.Instant;
import org.chukei.delivery.Outcome;

/**
 * What a row learns when its recipient has to wait.
 *
 * @param epoch of the claim under which it was tried; {@link Work.Standing#UNCLAIMED} where none
 * @param attempts made so far
 * @param status empty, with text and relay, where no attempt was made
 */
record Deferral(
    Addressee addressee,
    long epoch,
    int attempts,
    Instant nextAttempt,
    String status,
    String text,
    String relay) {

  Deferral {
    text = fit(text, RetryRow.TEXT_LENGTH);
    relay = fit(relay, RetryRow.RELAY_LENGTH);
  }

  static Deferral of(
      Addressee addressee, long epoch, int attempts, Instant nextAttempt, Outcome outcome) {
    return new Deferral(
        addressee,
        epoch,
        attempts,
        nextAttempt,
        outcome.status().toString(),
        outcome.text(),
        outcome.relay().name());
  }

  static Deferral untried(Addressee addressee, Instant nextAttempt) {
    return new Deferral(addressee, Work.Standing.UNCLAIMED, 0, nextAttempt, "", "", "");
  }

  /** Its destination is left alone. */
  static Deferral untried(Addressee addressee, Rest rest) {
    return new Deferral(
        addressee,
        Work.Standing.UNCLAIMED,
        0,
        rest.until(),
        rest.status(),
        "not tried, its destination is left alone: " + rest.text(),
        "");
  }

  Place place() {
    return addressee.place();
  }

  /** PostgreSQL takes no NUL in a text; a peer's reply must not keep the row from being written. */
  private static String fit(String text, int length) {
    String clean = text.replace('\0', '?');
    return clean.length() > length ? clean.substring(0, length) : clean;
  }
}
