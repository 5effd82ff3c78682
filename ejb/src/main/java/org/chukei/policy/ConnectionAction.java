package org.chukei.policy;

/** What the connection list says of a network. */
public enum ConnectionAction {
  /** Greeted with 554, takes no mail. */
  DENY,
  /** As everybody. */
  ALLOW,
  /**
   * Spared the checks that other clients get; one half of an effective permit. Relays nothing by
   * itself.
   */
  UNCONDITIONAL
}
