package org.chukei.connector.session;

/**
 * How much a session has borne of its client. Recipients that the rules refuse are no mistakes: a
 * mailing list has many of them.
 */
final class Patience {

  static final int FAILED_AUTHENTICATIONS = 5;

  private final SessionLimits limits;
  private int mistakes;
  private int failedAuthentications;
  private int commands;
  private int emptyCommands;

  Patience(SessionLimits limits) {
    this.limits = limits;
  }

  /** False: enough; likewise below. */
  boolean mistake() {
    return ++mistakes < limits.errors();
  }

  boolean failedAuthentication() {
    return ++failedAuthentications < FAILED_AUTHENTICATIONS;
  }

  boolean command() {
    return ++commands <= limits.commands();
  }

  /** NOOP, RSET and the like. */
  boolean emptyCommand() {
    return ++emptyCommands <= limits.emptyCommands();
  }

  /** A message was taken: the client means well. Passwords are not forgiven. */
  void restore() {
    mistakes = 0;
    emptyCommands = 0;
  }
}
