package org.chukei.connector.api;

/** The answer to {@link SmtpListener#authenticate}. */
public sealed interface Authentication {

  /** The credentials are right. @param account the account's name, as the rules know it */
  record Granted(String account) implements Authentication {}

  /** They are wrong, for whatever reason: 535 5.7.8. */
  record Denied() implements Authentication {}

  /** Cannot tell: 454 4.7.0. */
  record NotNow() implements Authentication {}
}
