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
import java.util.Set;

@Entity
@Table(name = "mail_group")
class GroupRow {

  @Id private String address;

  @ElementCollection(fetch = FetchType.EAGER)
  @CollectionTable(name = "group_member", joinColumns = @JoinColumn(name = "mail_group"))
  @Column(name = "account")
  private Set<String> members = new HashSet<>();

  protected GroupRow() {}

  GroupRow(String address) {
    this.address = address;
  }

  void members(List<String> accounts) {
    members.retainAll(accounts);
    members.addAll(accounts);
  }

  Group group() {
    return new Group(address, members.stream().sorted().toList());
  }
}
