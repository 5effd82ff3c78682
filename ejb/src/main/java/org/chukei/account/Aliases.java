package org.chukei.account;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The aliases. Each change is in force when the method returns. */
@ApplicationScoped
public class Aliases {

  /** Sorted by address. */
  public List<Alias> list() {
    throw new UnsupportedOperationException();
  }

  /**
   * @throws UnacceptableException where the address can't be taken or its domain is not local
   * @throws ConflictException where the address already is an account, an alias or a group
   * @throws NotFoundException where there is no such account
   */
  public Alias add(String address, String account) {
    throw new UnsupportedOperationException();
  }

  /**
   * @throws NotFoundException where there is no such alias
   */
  public void remove(String address) {
    throw new UnsupportedOperationException();
  }
}
