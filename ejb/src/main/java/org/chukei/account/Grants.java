package org.chukei.account;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Who may send as whom. Each change is in force when the method returns. */
@ApplicationScoped
public class Grants {

  /** Sorted by account, then address. */
  public List<Grant> list() {
    throw new UnsupportedOperationException();
  }

  /**
   * @param address local or foreign
   * @throws UnacceptableException where the address is none
   * @throws NotFoundException where there is no such account
   * @throws ConflictException where it is granted already
   */
  public Grant add(String account, String address) {
    throw new UnsupportedOperationException();
  }

  /**
   * @throws NotFoundException where there is no such grant
   */
  public void remove(String account, String address) {
    throw new UnsupportedOperationException();
  }
}
