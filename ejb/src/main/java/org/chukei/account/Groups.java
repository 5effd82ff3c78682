package org.chukei.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The groups. Each change is in force when the method returns. */
@ApplicationScoped
public class Groups {

  private final RulesDatabase database;

  @Inject
  public Groups(RulesDatabase database) {
    this.database = database;
  }

  /** For the container's proxies. */
  protected Groups() {
    this(null);
  }

  /** Sorted by address. */
  public List<Group> list() {
    return database.read(DirectoryTables::groups);
  }

  /**
   * Some of them, sorted.
   *
   * @param contained only those whose address has this text in it; empty: all
   * @param first so many before are left out
   */
  public List<Group> list(String contained, int first, int most) {
    return database.read(
        em ->
            GroupRow.SEARCH.page(em, contained, first, most).stream()
                .map(GroupRow::group)
                .toList());
  }

  /** How many there are with this text. */
  public long count(String contained) {
    return database.read(em -> GroupRow.SEARCH.count(em, contained));
  }

  /** A group of accounts alone. As the other one. */
  public Group add(String address, List<String> members) {
    return add(address, members, Optional.empty());
  }

  /**
   * @param members addresses of accounts, or in domains that are not local; at least one
   * @param owner the account in whose name mail is passed on to foreign members
   * @throws UnacceptableException where the address can't be taken or its domain is not local, or
   *     there is no member, or a foreign one and no owner
   * @throws ConflictException where the address already is an account, an alias or a group
   * @throws NotFoundException where a member in a local domain, or the owner, is no account
   */
  public Group add(String address, List<String> members, Optional<String> owner) {
    String group = Addresses.parse("address", address);
    List<String> parsed = parseMembers(members);
    return database.change(
        (em, version) -> {
          DirectoryTables.claim(em, group);
          GroupRow row = new GroupRow(group);
          fill(em, row, parsed, owner);
          em.persist(row);
          return row.group();
        });
  }

  /** Replaces the members and the owner. As {@link #add}, for a group that is there. */
  public Group members(String address, List<String> members, Optional<String> owner) {
    String group = Addresses.parse("address", address);
    List<String> parsed = parseMembers(members);
    return database.change(
        (em, version) -> {
          GroupRow row = find(em, group);
          fill(em, row, parsed, owner);
          return row.group();
        });
  }

  private static void fill(
      EntityManager em, GroupRow row, List<String> members, Optional<String> owner) {
    Map<Boolean, List<String>> byLocality =
        members.stream()
            .collect(Collectors.partitioningBy(member -> DirectoryTables.isLocal(em, member)));
    List<String> accounts =
        byLocality.get(true).stream()
            .map(text -> Addresses.parse("members", text))
            .distinct()
            .toList();
    List<String> foreign = byLocality.get(false);
    accounts.forEach(account -> DirectoryTables.account(em, account));
    if (!foreign.isEmpty() && owner.isEmpty()) {
      throw new UnacceptableException(
          "owner",
          "mail to "
              + foreign.get(0)
              + " leaves in an account's name; name the owner of the group");
    }
    Optional<String> account =
        owner.map(text -> DirectoryTables.account(em, Addresses.parse("owner", text)).address());
    row.members(accounts, foreign, account);
  }

  /**
   * @throws NotFoundException where there is no such group
   */
  public void remove(String address) {
    String group = Addresses.parse("address", address);
    database.change(
        (em, version) -> {
          em.remove(find(em, group));
          return group;
        });
  }

  private static GroupRow find(EntityManager em, String group) {
    return DirectoryTables.find(em, GroupRow.class, group)
        .orElseThrow(() -> new NotFoundException("there is no group " + group));
  }

  private static List<String> parseMembers(List<String> members) {
    if (members.isEmpty()) {
      throw new UnacceptableException("members", "a group has at least one member");
    }
    return members.stream()
        .map(text -> Addresses.parseForeign("members", text))
        .distinct()
        .toList();
  }
}
