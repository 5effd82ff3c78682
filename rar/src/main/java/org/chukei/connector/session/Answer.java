package org.chukei.connector.session;

import org.chukei.connector.api.Authentication;
import org.chukei.connector.api.Verdict;

/** What came back for a {@link Question}. */
public sealed interface Answer {

  /** The application threw, had no bean free, or is not there: not now. */
  Answer NONE = new None();

  record Judged(Verdict verdict) implements Answer {}

  record Authenticated(Authentication authentication) implements Answer {}

  /** See {@link #NONE}. */
  record None() implements Answer {}
}
