package org.chukei.connector.session;

/**
 * How much a session bears of its client. Recipients that the rules refuse are no mistakes: a
 * mailing list has many of them.
 */
final class Patience {

  // Postfix's smtpd_hard_error_limit.
  static final int MISTAKES = 20;
  static final int FAILED_AUTHENTICATIONS = 5;

  private int mistakes;
  private int failedAuthentications;

  /** False: enough. */
  boolean mistake() {
    return ++mistakes < MISTAKES;
  }

  /** False: enough. */
  boolean failedAuthentication() {
    return ++failedAuthentications < FAILED_AUTHENTICATIONS;
  }

  /** A message was taken: the client means well. Passwords are not forgiven. */
  void restore() {
    mistakes = 0;
  }
}
