package org.chukei.history;

/** What has become of a recipient, as far as it was recorded. */
public enum Fate {
  WAITING,
  DELIVERED,
  /** Refused for good, or given up. */
  FAILED,
  /** By an operator. */
  REMOVED,
  /** Charge was never taken. */
  NOT_TAKEN
}
