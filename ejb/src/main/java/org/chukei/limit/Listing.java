package org.chukei.limit;

import java.time.Duration;

/**
 * What a zone says of a client.
 *
 * @param timeToLive how long that may be believed
 */
record Listing(boolean listed, Duration timeToLive) {

  /** It did not say: asked again soon. */
  static final Listing UNKNOWN = new Listing(false, Duration.ofSeconds(30));

  private static final long SHORTEST = 60;
  private static final long LONGEST = 3_600;

  /**
   * @param seconds as the DNS has it: neither is a client asked for all the time, nor does it stay
   *     listed for long after it was taken off
   */
  static Listing of(boolean listed, long seconds) {
    return new Listing(listed, Duration.ofSeconds(Math.min(LONGEST, Math.max(SHORTEST, seconds))));
  }
}
