package org.chukei.account;

import jakarta.persistence.EntityManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the tables of accounts hold, read in the caller's transaction. */
public final class DirectoryTables {

  private DirectoryTables() {}

  /** Everything, for the rules in memory. */
  public static DirectoryEntries read(EntityManager em) {
    Map<String, Optional<ScramKeys>> accounts = new HashMap<>();
    rows(em, "SELECT r.address, r.passwordKeys FROM AccountRow r")
        .forEach(row -> accounts.put((String) row[0], text(row[1]).map(ScramKeys::parse)));
    return new DirectoryEntries(domains(em), accounts, aliases(em), groups(em), grants(em));
  }

  static List<LocalDomain> domains(EntityManager em) {
    return rows(em, "SELECT r.name, r.catchAll FROM LocalDomainRow r ORDER BY r.name")
        .map(row -> new LocalDomain((String) row[0], text(row[1])))
        .toList();
  }

  static List<Account> accounts(EntityManager em) {
    return rows(em, "SELECT r.address, r.passwordKeys FROM AccountRow r ORDER BY r.address")
        .map(row -> new Account((String) row[0], row[1] != null))
        .toList();
  }

  static List<Alias> aliases(EntityManager em) {
    return rows(em, "SELECT r.address, r.account, r.forwardTo FROM AliasRow r ORDER BY r.address")
        .map(
            row ->
                new Alias(
                    (String) row[0], (String) row[1], text(row[2]).filter(to -> !to.isEmpty())))
        .toList();
  }

  static List<Group> groups(EntityManager em) {
    Map<String, List<String>> members = members(em, "members");
    Map<String, List<String>> foreign = members(em, "foreignMembers");
    return rows(em, "SELECT r.address, r.owner FROM GroupRow r ORDER BY r.address")
        .map(
            row ->
                new Group(
                    (String) row[0],
                    members.getOrDefault(row[0], List.of()),
                    foreign.getOrDefault(row[0], List.of()),
                    text(row[1])))
        .toList();
  }

  /** By group, sorted. */
  private static Map<String, List<String>> members(EntityManager em, String which) {
    return rows(em, "SELECT r.address, m FROM GroupRow r JOIN r." + which + " m")
        .collect(
            Collectors.groupingBy(
                row -> (String) row[0],
                Collectors.mapping(
                    row -> (String) row[1],
                    Collectors.collectingAndThen(
                        Collectors.toCollection(TreeSet::new), List::copyOf))));
  }

  static List<Grant> grants(EntityManager em) {
    return rows(em, "SELECT r.account, r.address FROM GrantRow r ORDER BY r.account, r.address")
        .map(row -> new Grant((String) row[0], (String) row[1]))
        .toList();
  }

  /** Columns, not entities: of 100,000 of these EclipseLink keeps half a kilobyte each. */
  private static Stream<Object[]> rows(EntityManager em, String query) {
    return em.createQuery(query, Object[].class).getResultList().stream();
  }

  private static Optional<String> text(Object column) {
    return Optional.ofNullable((String) column);
  }

  /** Rows in which a column has just this value. */
  static <R> List<R> having(
      EntityManager em, Class<R> type, String column, String value, String order) {
    return em.createQuery(
            "SELECT r FROM "
                + type.getSimpleName()
                + " r WHERE r."
                + column
                + " = :value ORDER BY r."
                + order,
            type)
        .setParameter("value", value)
        .getResultList();
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
