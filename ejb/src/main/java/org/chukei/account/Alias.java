package org.chukei.account;

import java.util.Optional;

/**
 * A second address of one account, which therefore owns it.
 *
 * @param address in lower case
 * @param account the account's address
 * @param forwardTo a foreign address that gets its mail instead of the account, in the account's
 *     name
 */
public record Alias(String address, String account, Optional<String> forwardTo) {

  /** The account gets its mail. */
  public Alias(String address, String account) {
    this(address, account, Optional.empty());
  }
}
