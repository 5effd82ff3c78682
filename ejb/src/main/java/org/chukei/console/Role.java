package org.chukei.console;

/** What a console user may do. */
public enum Role {
  /** Everything. */
  ADMINISTRATOR
}
