package org.chukei.account;

import jakarta.persistence.EntityManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the tables of accounts hold, read in the caller's transaction. */
public final class DirectoryTables {

  private DirectoryTables() {}

  /** Everything, for the rules in memory. */
  public static DirectoryEntries read(EntityManager em) {
    Map<String, Optional<ScramKeys>> accounts = new HashMap<>();
    em.createQuery("SELECT a FROM AccountRow a", AccountRow.class)
        .getResultList()
        .forEach(row -> accounts.put(row.address(), row.keys()));
    return new DirectoryEntries(domains(em), accounts, aliases(em), groups(em), grants(em));
  }

  static List<LocalDomain> domains(EntityManager em) {
    return em
        .createQuery("SELECT d FROM LocalDomainRow d ORDER BY d.name", LocalDomainRow.class)
        .getResultList()
        .stream()
        .map(LocalDomainRow::domain)
        .toList();
  }

  static List<Account> accounts(EntityManager em) {
    return em
        .createQuery("SELECT a FROM AccountRow a ORDER BY a.address", AccountRow.class)
        .getResultList()
        .stream()
        .map(AccountRow::account)
        .toList();
  }

  static List<Alias> aliases(EntityManager em) {
    return em
        .createQuery("SELECT a FROM AliasRow a ORDER BY a.address", AliasRow.class)
        .getResultList()
        .stream()
        .map(AliasRow::alias)
        .toList();
  }

  static List<Group> groups(EntityManager em) {
    return em
        .createQuery("SELECT g FROM GroupRow g ORDER BY g.address", GroupRow.class)
        .getResultList()
        .stream()
        .map(GroupRow::group)
        .toList();
  }

  static List<Grant> grants(EntityManager em) {
    return em
        .createQuery("SELECT g FROM GrantRow g ORDER BY g.account, g.address", GrantRow.class)
        .getResultList()
        .stream()
        .map(GrantRow::grant)
        .toList();
  }

  static <T> Optional<T> find(EntityManager em, Class<T> type, Object id) {
    return Optional.ofNullable(em.find(type, id));
  }

  static AccountRow account(EntityManager em, String address) {
    return find(em, AccountRow.class, address)
        .orElseThrow(() -> new NotFoundException("there is no account " + address));
  }

  static boolean isLocal(EntityManager em, String address) {
    return find(em, LocalDomainRow.class, Addresses.domainOf(address)).isPresent();
  }

  /** One address means one thing, and only where the domain is ours. */
  static void claim(EntityManager em, String address) {
    if (!isLocal(em, address)) {
      throw new UnacceptableException(
          "address", Addresses.domainOf(address) + " is not a local domain; add the domain first");
    }
    if (find(em, AccountRow.class, address).isPresent()) {
      throw new ConflictException(address + " is an account already");
    }
    find(em, AliasRow.class, address)
        .map(AliasRow::alias)
        .ifPresent(
            alias -> {
              throw new ConflictException(
                  address + " is an alias of " + alias.account() + " already");
            });
    if (find(em, GroupRow.class, address).isPresent()) {
      throw new ConflictException(address + " is a group already");
    }
  }
}
