package org.chukei.account;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** The local domains. Each change is in force when the method returns. */
@ApplicationScoped
public class LocalDomains {

  /** Sorted by name. */
  public List<LocalDomain> list() {
    throw new UnsupportedOperationException();
  }

  /**
   * @throws UnacceptableException where the name is no domain name
   * @throws ConflictException where it is there already
   */
  public LocalDomain add(String name) {
    throw new UnsupportedOperationException();
  }

  /**
   * @throws NotFoundException where there is no such domain
   * @throws ConflictException while accounts, aliases or groups have addresses in it
   */
  public void remove(String name) {
    throw new UnsupportedOperationException();
  }

  /**
   * Sets the account that gets mail for unknown addresses of the domain; empty: none does.
   *
   * @throws NotFoundException where domain or account does not exist
   */
  public LocalDomain catchAll(String name, Optional<String> account) {
    throw new UnsupportedOperationException();
  }
}
