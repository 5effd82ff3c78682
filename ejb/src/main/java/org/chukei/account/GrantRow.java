package org.chukei.account;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Objects;

@Entity
@Table(name = "sender_grant")
@IdClass(GrantRow.Key.class)
class GrantRow {

  @Id private String account;
  @Id private String address;

  protected GrantRow() {}

  GrantRow(Grant grant) {
    this.account = grant.account();
    this.address = grant.address();
  }

  Grant grant() {
    return new Grant(account, address);
  }

  /** Both columns. */
  public static class Key implements Serializable {

    private static final long serialVersionUID = 1;

    private String account;
    private String address;

    public Key() {}

    Key(String account, String address) {
      this.account = account;
      this.address = address;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key that
          && Objects.equals(account, that.account)
          && Objects.equals(address, that.address);
    }

    @Override
    public int hashCode() {
      return Objects.hash(account, address);
    }
  }
}
