package org.chukei.console;

import java.time.Duration;

/** The answer to a login. */
public sealed interface Login {

  /** The name, as it is known here, and what its bearer may do. */
  record Granted(String user, Role role) implements Login {}

  /** Name or password is wrong; which of them is not told. */
  record Denied() implements Login {}

  /**
   * Too many failures: not even tried.
   *
   * @param remaining until the next attempt may be made
   */
  record Locked(Duration remaining) implements Login {}
}
