package org.chukei.cluster;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/**
 * A node that shares mail with others, or that did: while mail is left of it, its row is needed.
 */
@Entity
@Table(name = "node")
class NodeRow {

  @Id private String name = "";

  /** Counted up when a life begins, and when one is taken for over. */
  private long epoch;

  @Column(name = "lease_until")
  private long leaseUntil;

  protected NodeRow() {}

  NodeRow(String name, long leaseUntil) {
    this.name = name;
    this.epoch = 1;
    this.leaseUntil = leaseUntil;
  }

  String name() {
    return name;
  }

  long epoch() {
    return epoch;
  }
}
