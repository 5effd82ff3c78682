package org.chukei.connector.api;

import java.util.Optional;

/** The answer to {@link SmtpListener#authenticate}. */
public sealed interface Authentication {

  /**
   * The credentials are right.
   *
   * @param account the account's name, as the rules know it
   * @param serverSignature SCRAM's, in base64 (RFC 5802 §3); empty for passwords
   */
  record Granted(String account, Optional<String> serverSignature) implements Authentication {
    public Granted(String account) {
      this(account, Optional.empty());
    }
  }

  /** They are wrong, for whatever reason: 535 5.7.8. */
  record Denied() implements Authentication {}

  /** Cannot tell: 454 4.7.0. */
  record NotNow() implements Authentication {}
}
