package org.chukei.account;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a {@link Directory} is made of.
 *
 * @param accounts address to the keys of its password; no keys where it can't log in
 */
public record DirectoryEntries(
    List<LocalDomain> domains,
    Map<String, Optional<ScramKeys>> accounts,
    List<Alias> aliases,
    List<Group> groups,
    List<Grant> grants) {

  public DirectoryEntries {
    domains = List.copyOf(domains);
    accounts = Map.copyOf(accounts);
    aliases = List.copyOf(aliases);
    groups = List.copyOf(groups);
    grants = List.copyOf(grants);
  }
}
