package org.chukei.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

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
   * Some of them, sorted.
   *
   * @param contained only those whose address has this text in it; empty: all
   * @param first so many before are left out
   */
  public List<Account> list(String contained, int first, int most) {
    return database.read(
        em ->
            AccountRow.SEARCH.page(em, contained, first, most).stream()
                .map(AccountRow::account)
                .toList());
  }

  /** How many there are with this text. */
  public long count(String contained) {
    return database.read(em -> AccountRow.SEARCH.count(em, contained));
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

  private static List<String> uses(EntityManager em, String account) {
    List<String> uses = new ArrayList<>();
    DirectoryTables.having(em, AliasRow.class, "account", account, "address")
        .forEach(row -> uses.add("alias " + row.alias().address()));
    Set<String> groups = new TreeSet<>();
    DirectoryTables.having(em, GroupRow.class, "owner", account, "address")
        .forEach(row -> groups.add("group " + row.group().address()));
    em.createQuery("SELECT g FROM GroupRow g WHERE :account MEMBER OF g.members", GroupRow.class)
        .setParameter("account", account)
        .getResultList()
        .forEach(row -> groups.add("group " + row.group().address()));
    uses.addAll(groups);
    DirectoryTables.having(em, LocalDomainRow.class, "catchAll", account, "name")
        .forEach(row -> uses.add("the catch-all of " + row.domain().name()));
    return uses;
  }
}
