package org.chukei.account;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

@Entity
@Table(name = "mail_group")
class GroupRow {

  static final RowSearch<GroupRow> SEARCH = RowSearch.byKey(GroupRow.class, "address");

  @Id private String address;

  @ElementCollection(fetch = FetchType.EAGER)
  @CollectionTable(name = "group_member", joinColumns = @JoinColumn(name = "mail_group"))
  @Column(name = "account")
  private Set<String> members = new HashSet<>();

  @ElementCollection(fetch = FetchType.EAGER)
  @CollectionTable(name = "group_foreign_member", joinColumns = @JoinColumn(name = "mail_group"))
  @Column(name = "address")
  private Set<String> foreignMembers = new HashSet<>();

  /** Null: none. */
  private String owner;

  protected GroupRow() {}

  GroupRow(String address) {
    this.address = address;
  }

  void members(List<String> accounts, List<String> foreign, Optional<String> ownedBy) {
    replace(members, accounts);
    replace(foreignMembers, foreign);
    owner = ownedBy.orElse(null);
  }

  private static void replace(Set<String> kept, List<String> by) {
    kept.retainAll(by);
    kept.addAll(by);
  }

  Group group() {
    return new Group(
        address,
        members.stream().sorted().toList(),
        foreignMembers.stream().sorted().toList(),
        Optional.ofNullable(owner));
  }
}
