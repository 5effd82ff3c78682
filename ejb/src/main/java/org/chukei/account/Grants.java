package org.chukei.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Who may send as whom. Each change is in force when the method returns. */
@ApplicationScoped
public class Grants {

  private final RulesDatabase database;

  @Inject
  public Grants(RulesDatabase database) {
    this.database = database;
  }

  /** For the container's proxies. */
  protected Grants() {
    this(null);
  }

  /** Sorted by account, then address. */
  public List<Grant> list() {
    return database.read(DirectoryTables::grants);
  }

  /** To one account, sorted by address. */
  public List<Grant> of(String account) {
    return database.read(
        em ->
            DirectoryTables.having(em, GrantRow.class, "account", account, "address").stream()
                .map(GrantRow::grant)
                .toList());
  }

  /**
   * @param address local or foreign
   * @throws UnacceptableException where the address is none
   * @throws NotFoundException where there is no such account
   * @throws ConflictException where it is granted already
   */
  public Grant add(String account, String address) {
    Grant grant = parse(account, address);
    return database.change(
        (em, version) -> {
          DirectoryTables.account(em, grant.account());
          if (DirectoryTables.find(em, GrantRow.class, key(grant)).isPresent()) {
            throw new ConflictException(
                grant.account() + " may send as " + grant.address() + " already");
          }
          em.persist(new GrantRow(grant));
          return grant;
        });
  }

  /**
   * @throws NotFoundException where there is no such grant
   */
  public void remove(String account, String address) {
    Grant grant = parse(account, address);
    database.change(
        (em, version) -> {
          em.remove(
              DirectoryTables.find(em, GrantRow.class, key(grant))
                  .orElseThrow(
                      () ->
                          new NotFoundException(
                              grant.address() + " is not granted to " + grant.account())));
          return grant;
        });
  }

  private static Grant parse(String account, String address) {
    return new Grant(Addresses.parse("account", account), Addresses.parse("address", address));
  }

  private static GrantRow.Key key(Grant grant) {
    return new GrantRow.Key(grant.account(), grant.address());
  }
}
