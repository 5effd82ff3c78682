package org.chukei.account;

import java.util.List;

/**
 * An address whose mail each member gets. Members don't own it; see {@link Grant}.
 *
 * @param address in lower case
 * @param members addresses of accounts, sorted, at least one
 */
public record Group(String address, List<String> members) {

  public Group {
    members = List.copyOf(members);
  }
}
