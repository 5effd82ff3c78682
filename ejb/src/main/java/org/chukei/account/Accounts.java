package org.chukei.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The accounts. Each change is in force when the method returns. Passwords are never kept. */
@ApplicationScoped
public class Accounts {

  private final RulesDatabase database;

  @Inject
  public Accounts(RulesDatabase database) {
    this.database = database;
  }

  /** For the container's proxies. */
  protected Accounts() {
    this(null);
  }

  /** Sorted by address. */
  public List<Account> list() {
    return database.read(DirectoryTables::accounts);
  }

  /**
   * @param password empty: the account receives only
   * @throws UnacceptableException where address or password can't be taken, or the domain is not
   *     local
   * @throws ConflictException where the address already is an account, an alias or a group
   */
  public Account add(String address, Optional<String> password) {
    String account = Addresses.parseOwn("address", address);
    Optional<ScramKeys> keys = password.map(Password::of).map(ScramKeys::of);
    return database.change(
        (em, version) -> {
          DirectoryTables.claim(em, account);
          AccountRow row = new AccountRow(account, keys);
          em.persist(row);
          return row.account();
        });
  }

  /**
   * Sets the password; empty: takes it away.
   *
   * @throws NotFoundException where there is no such account
   * @throws UnacceptableException where the password can't be taken
   */
  public Account password(String address, Optional<String> password) {
    String account = Addresses.parse("address", address);
    Optional<ScramKeys> keys = password.map(Password::of).map(ScramKeys::of);
    return database.change(
        (em, version) -> {
          AccountRow row = DirectoryTables.account(em, account);
          row.keys(keys);
          return row.account();
        });
  }

  /**
   * Removes the account and its grants. Its Maildir stays.
   *
   * @throws NotFoundException where there is no such account
   * @throws ConflictException while an alias, a group or a catch-all names it
   */
  public void remove(String address) {
    String account = Addresses.parse("address", address);
    database.change(
        (em, version) -> {
          AccountRow row = DirectoryTables.account(em, account);
          List<String> uses = uses(em, account);
          if (!uses.isEmpty()) {
            throw new ConflictException(
                account + " is still named by " + String.join(", ", uses) + "; change them first");
          }
          em.createQuery("DELETE FROM GrantRow g WHERE g.account = :account")
              .setParameter("account", account)
              .executeUpdate();
          em.remove(row);
          return account;
        });
  }

  private static boolean isNamedBy(Group group, String account) {
    return group.members().contains(account) || group.owner().filter(account::equals).isPresent();
  }

  private static List<String> uses(EntityManager em, String account) {
    List<String> uses = new ArrayList<>();
    DirectoryTables.aliases(em).stream()
        .filter(alias -> alias.account().equals(account))
        .forEach(alias -> uses.add("alias " + alias.address()));
    DirectoryTables.groups(em).stream()
        .filter(group -> isNamedBy(group, account))
        .forEach(group -> uses.add("group " + group.address()));
    DirectoryTables.domains(em).stream()
        .filter(domain -> domain.catchAll().filter(account::equals).isPresent())
        .forEach(domain -> uses.add("the catch-all of " + domain.name()));
    return uses;
  }
}
