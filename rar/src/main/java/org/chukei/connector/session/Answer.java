package org.chukei.connector.session;

import java.time.Duration;
import org.chukei.connector.api.Authentication;
import org.chukei.connector.api.Greeting;
import org.chukei.connector.api.ScramParameters;
import org.chukei.connector.api.Verdict;

/** What came back for a {@link Question}. */
public sealed interface Answer {

  /** The application threw, had no bean free, or is not there: not now. */
  Answer NONE = new None();

  record Greeted(Greeting greeting) implements Answer {}

  record Judged(Verdict verdict) implements Answer {}

  /**
   * To an attempt at authentication.
   *
   * @param delay how long whoever puts the question keeps this answer back
   */
  record MayTry(Duration delay) implements Answer {}

  record Salted(ScramParameters parameters) implements Answer {}

  record Authenticated(Authentication authentication) implements Answer {}

  /** See {@link #NONE}. */
  record None() implements Answer {}
}
