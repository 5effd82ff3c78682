package org.chukei.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Optional;

@Entity
@Table(name = "alias")
class AliasRow {

  @Id private String address;
  private String account;

  /** Empty: the account gets its mail. */
  @Column(name = "forward_to")
  private String forwardTo;

  protected AliasRow() {}

  AliasRow(Alias alias) {
    address = alias.address();
    account = alias.account();
    forwardTo = alias.forwardTo().orElse("");
  }

  Alias alias() {
    return new Alias(address, account, Optional.of(forwardTo).filter(to -> !to.isEmpty()));
  }
}
