package org.chukei.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Optional;

@Entity
@Table(name = "local_domain")
class LocalDomainRow {

  static final RowSearch<LocalDomainRow> SEARCH = RowSearch.byKey(LocalDomainRow.class, "name");

  @Id private String name;

  @Column(name = "catch_all")
  private String catchAll;

  protected LocalDomainRow() {}

  LocalDomainRow(String name) {
    this.name = name;
  }

  void catchAll(Optional<String> account) {
    catchAll = account.orElse(null);
  }

  LocalDomain domain() {
    return new LocalDomain(name, Optional.ofNullable(catchAll));
  }
}
