package org.chukei.account;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** The accounts. Each change is in force when the method returns. Passwords are never kept. */
@ApplicationScoped
public class Accounts {

  /** Sorted by address. */
  public List<Account> list() {
    throw new UnsupportedOperationException();
  }

  /**
   * @param password empty: the account receives only
   * @throws UnacceptableException where address or password can't be taken, or the domain is not
   *     local
   * @throws ConflictException where the address already is an account, an alias or a group
   */
  public Account add(String address, Optional<String> password) {
    throw new UnsupportedOperationException();
  }

  /**
   * Sets the password; empty: takes it away.
   *
   * @throws NotFoundException where there is no such account
   * @throws UnacceptableException where the password can't be taken
   */
  public Account password(String address, Optional<String> password) {
    throw new UnsupportedOperationException();
  }

  /**
   * Removes the account and its grants. Its Maildir stays.
   *
   * @throws NotFoundException where there is no such account
   * @throws ConflictException while an alias, a group or a catch-all names it
   */
  public void remove(String address) {
    throw new UnsupportedOperationException();
  }
}
