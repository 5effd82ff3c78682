package org.chukei.account;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

@Entity
@Table(name = "alias")
class AliasRow {

  @Id private String address;
  private String account;

  protected AliasRow() {}

  AliasRow(String address, String account) {
    this.address = address;
    this.account = account;
  }

  Alias alias() {
    return new Alias(address, account);
  }
}
