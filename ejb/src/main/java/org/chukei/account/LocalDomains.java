package org.chukei.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The local domains. Each change is in force when the method returns. */
@ApplicationScoped
public class LocalDomains {

  /** Addresses of a kind that stand in the way of a removal. */
  private static final int NAMED = 5;

  private final RulesDatabase database;

  @Inject
  public LocalDomains(RulesDatabase database) {
    this.database = database;
  }

  /** For the container's proxies. */
  protected LocalDomains() {
    this(null);
  }

  /** Sorted by name. */
  public List<LocalDomain> list() {
    return database.read(DirectoryTables::domains);
  }

  /**
   * Some of them, sorted.
   *
   * @param contained only those whose name has this text in it; empty: all
   * @param first so many before are left out
   */
  public List<LocalDomain> list(String contained, int first, int most) {
    return database.read(
        em ->
            LocalDomainRow.SEARCH.page(em, contained, first, most).stream()
                .map(LocalDomainRow::domain)
                .toList());
  }

  /** How many there are with this text. */
  public long count(String contained) {
    return database.read(em -> LocalDomainRow.SEARCH.count(em, contained));
  }

  /**
   * @throws UnacceptableException where the name is no domain name
   * @throws ConflictException where it is there already
   */
  public LocalDomain add(String name) {
    String domain = Addresses.parseDomain(name);
    return database.change(
        (em, version) -> {
          if (DirectoryTables.find(em, LocalDomainRow.class, domain).isPresent()) {
            throw new ConflictException(domain + " is a local domain already");
          }
          LocalDomainRow row = new LocalDomainRow(domain);
          em.persist(row);
          return row.domain();
        });
  }

  /**
   * @throws NotFoundException where there is no such domain
   * @throws ConflictException while accounts, aliases or groups have addresses in it
   */
  public void remove(String name) {
    String domain = Addresses.parseDomain(name);
    database.change(
        (em, version) -> {
          LocalDomainRow row = find(em, domain);
          List<String> inUse = addressesIn(em, domain);
          if (!inUse.isEmpty()) {
            throw new ConflictException(
                domain + " still has " + String.join(", ", inUse) + "; remove them first");
          }
          em.remove(row);
          return row.domain();
        });
  }

  /**
   * Sets the account that gets mail for unknown addresses of the domain; empty: none does.
   *
   * @throws NotFoundException where domain or account does not exist
   */
  public LocalDomain catchAll(String name, Optional<String> account) {
    String domain = Addresses.parseDomain(name);
    Optional<String> address = account.map(text -> Addresses.parse("account", text));
    return database.change(
        (em, version) -> {
          LocalDomainRow row = find(em, domain);
          address.ifPresent(a -> DirectoryTables.account(em, a));
          row.catchAll(address);
          return row.domain();
        });
  }

  private static LocalDomainRow find(EntityManager em, String domain) {
    return DirectoryTables.find(em, LocalDomainRow.class, domain)
        .orElseThrow(() -> new NotFoundException("there is no local domain " + domain));
  }

  /** The first of each kind, and how many more. */
  private static List<String> addressesIn(EntityManager em, String domain) {
    List<String> addresses = new ArrayList<>();
    long all =
        add(em, "account", AccountRow.class, domain, addresses)
            + add(em, "alias", AliasRow.class, domain, addresses)
            + add(em, "group", GroupRow.class, domain, addresses);
    if (all > addresses.size()) {
      addresses.add(all - addresses.size() + " more");
    }
    return addresses;
  }

  /** How many there are of the kind, of which the first are added. */
  private static long add(
      EntityManager em, String kind, Class<?> type, String domain, List<String> addresses) {
    String which = " FROM " + type.getSimpleName() + " r WHERE r.address LIKE :at ESCAPE '!'";
    String at = "%@" + RowSearch.literally(domain);
    em.createQuery("SELECT r.address" + which + " ORDER BY r.address", String.class)
        .setParameter("at", at)
        .setMaxResults(NAMED)
        .getResultList()
        .forEach(address -> addresses.add(kind + " " + address));
    return em.createQuery("SELECT COUNT(r)" + which, Long.class)
        .setParameter("at", at)
        .getSingleResult();
  }
}
