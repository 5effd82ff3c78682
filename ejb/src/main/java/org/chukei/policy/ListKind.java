package org.chukei.policy;

import java.util.Locale;

/** Which of the two lists; its name stands in the database. */
public enum ListKind {
  PERMIT,
  CONNECTION;

  /** {@code permit list}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT) + " list";
  }
}
