package org.chukei.account;

import java.util.List;
import java.util.Optional;

/**
 * An address whose mail each member gets. Members don't own it; see {@link Grant}.
 *
 * @param address in lower case
 * @param members addresses of accounts, sorted
 * @param foreignMembers other addresses, sorted; at least one member is here or there
 * @param owner the account in whose name mail is passed on to foreign members; never empty where
 *     there are any
 */
public record Group(
    String address, List<String> members, List<String> foreignMembers, Optional<String> owner) {

  public Group {
    members = List.copyOf(members);
    foreignMembers = List.copyOf(foreignMembers);
  }

  /** Of accounts alone. */
  public Group(String address, List<String> members) {
    this(address, members, List.of(), Optional.empty());
  }
}
