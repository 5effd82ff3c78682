package org.chukei.decision;

import org.chukei.connector.api.Verdict;

/** Which of the three answers a verdict is. */
public enum VerdictKind {
  ACCEPTED,
  DEFERRED,
  REFUSED;

  public static VerdictKind of(Verdict verdict) {
    if (verdict instanceof Verdict.Accepted) {
      return ACCEPTED;
    }
    return verdict instanceof Verdict.Deferred ? DEFERRED : REFUSED;
  }
}
