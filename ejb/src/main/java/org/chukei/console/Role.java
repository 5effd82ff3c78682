package org.chukei.console;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.chukei.account.UnacceptableException;
import org.chukei.account.WrittenChoice;

/** What a console user may do; each role includes those before it. */
public enum Role {
  /** Look at everything, and ask the simulator. */
  VIEWER,
  /** Change the queue, and pause what flows. */
  OPERATOR,
  /** Everything: rules, accounts, transports, users. */
  ADMINISTRATOR;

  /**
   * @param name in whatever case
   * @throws UnacceptableException where it is none of them
   */
  public static Role read(String name) {
    return WrittenChoice.read(Role.class, "role", name);
  }

  public boolean includes(Role other) {
    return compareTo(other) >= 0;
  }

  /** This one and those that it includes. */
  public Set<Role> all() {
    return Arrays.stream(values()).filter(this::includes).collect(Collectors.toSet());
  }
}
