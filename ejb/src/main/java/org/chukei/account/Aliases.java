package org.chukei.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** The aliases. Each change is in force when the method returns. */
@ApplicationScoped
public class Aliases {

  private final RulesDatabase database;

  @Inject
  public Aliases(RulesDatabase database) {
    this.database = database;
  }

  /** For the container's proxies. */
  protected Aliases() {
    this(null);
  }

  /** Sorted by address. */
  public List<Alias> list() {
    return database.read(DirectoryTables::aliases);
  }

  /** Those of one account, sorted by address. */
  public List<Alias> of(String account) {
    return database.read(
        em ->
            DirectoryTables.having(em, AliasRow.class, "account", account, "address").stream()
                .map(AliasRow::alias)
                .toList());
  }

  /** An alias whose mail its account gets. As the other one. */
  public Alias add(String address, String account) {
    return add(address, account, Optional.empty());
  }

  /**
   * @param forwardTo a foreign address that gets its mail; empty: the account does
   * @throws UnacceptableException where the address can't be taken or its domain is not local, or
   *     its mail would go to a local domain
   * @throws ConflictException where the address already is an account, an alias or a group
   * @throws NotFoundException where there is no such account
   */
  public Alias add(String address, String account, Optional<String> forwardTo) {
    Alias alias =
        new Alias(
            Addresses.parse("address", address),
            Addresses.parse("account", account),
            forwardTo.map(text -> Addresses.parseForeign("forwardTo", text)));
    return database.change(
        (em, version) -> {
          DirectoryTables.claim(em, alias.address());
          DirectoryTables.account(em, alias.account());
          if (alias.forwardTo().filter(to -> DirectoryTables.isLocal(em, to)).isPresent()) {
            throw new UnacceptableException(
                "forwardTo",
                alias.forwardTo().get()
                    + " is in a local domain; make it an alias of the account there");
          }
          em.persist(new AliasRow(alias));
          return alias;
        });
  }

  /**
   * @throws NotFoundException where there is no such alias
   */
  public void remove(String address) {
    String alias = Addresses.parse("address", address);
    database.change(
        (em, version) -> {
          em.remove(
              DirectoryTables.find(em, AliasRow.class, alias)
                  .orElseThrow(() -> new NotFoundException("there is no alias " + alias)));
          return alias;
        });
  }
}
