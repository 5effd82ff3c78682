package org.chukei.surge;

import java.time.Instant;

/**
 * A sender has far more recipients in an hour than it used to have.
 *
 * @param sender {@code account info@example.jp} or {@code client 192.0.2.1}
 * @param since when that was noticed
 * @param recipients in the hour, when it was noticed
 * @param usual in the busiest hour of the days before; 0: it was not seen in them
 */
public record Surge(String sender, Instant since, int recipients, int usual) {

  /** One sentence. */
  public String text() {
    return sender
        + " has had "
        + recipients
        + " recipients within an hour at "
        + since
        + "; in the week before, "
        + usual
        + " at the most";
  }
}
