package org.chukei.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Optional;

@Entity
@Table(name = "account")
class AccountRow {

  static final RowSearch<AccountRow> SEARCH = RowSearch.byKey(AccountRow.class, "address");

  @Id private String address;

  @Column(name = "password_keys")
  private String passwordKeys;

  protected AccountRow() {}

  AccountRow(String address, Optional<ScramKeys> keys) {
    this.address = address;
    keys(keys);
  }

  String address() {
    return address;
  }

  void keys(Optional<ScramKeys> keys) {
    passwordKeys = keys.map(ScramKeys::format).orElse(null);
  }

  Account account() {
    return new Account(address, passwordKeys != null);
  }
}
