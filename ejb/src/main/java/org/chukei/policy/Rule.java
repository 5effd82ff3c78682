package org.chukei.policy;

/** The order of decision (relay-rules). */
public enum Rule {
  /** No rules were ever read. */
  NO_RULES(0),
  DENIED(1),
  SUBMISSION(2),
  UNKNOWN_RECIPIENT(3),
  PERMIT(4),
  OWNER(5),
  NOT_OWNER(6),
  OUTSIDER(7),
  INBOUND(8),
  RELAYING_DENIED(9);

  private final int number;

  Rule(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }
}
