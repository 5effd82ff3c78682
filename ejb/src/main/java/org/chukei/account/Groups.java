package org.chukei.account;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The groups. Each change is in force when the method returns. */
@ApplicationScoped
public class Groups {

  /** Sorted by address. */
  public List<Group> list() {
    throw new UnsupportedOperationException();
  }

  /**
   * @param members addresses of accounts, at least one
   * @throws UnacceptableException where the address can't be taken or its domain is not local, or
   *     there is no member
   * @throws ConflictException where the address already is an account, an alias or a group
   * @throws NotFoundException where a member is no account
   */
  public Group add(String address, List<String> members) {
    throw new UnsupportedOperationException();
  }

  /** Replaces the members. As {@link #add}, for a group that is there. */
  public Group members(String address, List<String> members) {
    throw new UnsupportedOperationException();
  }

  /**
   * @throws NotFoundException where there is no such group
   */
  public void remove(String address) {
    throw new UnsupportedOperationException();
  }
}
