package org.chukei.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

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

  /**
   * @throws UnacceptableException where the address can't be taken or its domain is not local
   * @throws ConflictException where the address already is an account, an alias or a group
   * @throws NotFoundException where there is no such account
   */
  public Alias add(String address, String account) {
    Alias alias =
        new Alias(Addresses.parse("address", address), Addresses.parse("account", account));
    return database.change(
        (em, version) -> {
          DirectoryTables.claim(em, alias.address());
          DirectoryTables.account(em, alias.account());
          em.persist(new AliasRow(alias.address(), alias.account()));
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
