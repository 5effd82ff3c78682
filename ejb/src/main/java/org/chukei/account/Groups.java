package org.chukei.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.List;

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
   * @param members addresses of accounts, at least one
   * @throws UnacceptableException where the address can't be taken or its domain is not local, or
   *     there is no member
   * @throws ConflictException where the address already is an account, an alias or a group
   * @throws NotFoundException where a member is no account
   */
  public Group add(String address, List<String> members) {
    String group = Addresses.parse("address", address);
    List<String> accounts = parseMembers(members);
    return database.change(
        (em, version) -> {
          DirectoryTables.claim(em, group);
          accounts.forEach(account -> DirectoryTables.account(em, account));
          GroupRow row = new GroupRow(group);
          row.members(accounts);
          em.persist(row);
          return row.group();
        });
  }

  /** Replaces the members. As {@link #add}, for a group that is there. */
  public Group members(String address, List<String> members) {
    String group = Addresses.parse("address", address);
    List<String> accounts = parseMembers(members);
    return database.change(
        (em, version) -> {
          GroupRow row = find(em, group);
          accounts.forEach(account -> DirectoryTables.account(em, account));
          row.members(accounts);
          return row.group();
        });
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
    return members.stream().map(text -> Addresses.parse("members", text)).distinct().toList();
  }
}
