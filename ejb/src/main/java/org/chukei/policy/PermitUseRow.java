package org.chukei.policy;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

/** How often an entry of the permit list was used, all nodes together. */
@Entity
@Table(name = "permit_use")
class PermitUseRow {

  /** See {@link PermitKey#text}. */
  @Id private String entry;

  private long hits;

  @Column(name = "last_used")
  private long lastUsed;

  protected PermitUseRow() {}

  private PermitUseRow(String entry, PermitUse use) {
    this.entry = entry;
    this.hits = use.hits();
    this.lastUsed = use.last().toEpochMilli();
  }

  static Map<String, PermitUse> all(EntityManager em) {
    return em.createQuery("SELECT u FROM PermitUseRow u", PermitUseRow.class)
        .getResultStream()
        .collect(
            Collectors.toMap(
                row -> row.entry,
                row -> new PermitUse(row.hits, Instant.ofEpochMilli(row.lastUsed))));
  }

  /** Adds to what any node has counted; by one statement, so that none is lost between them. */
  static void add(EntityManager em, String entry, PermitUse use) {
    int updated =
        em.createQuery(
                "UPDATE PermitUseRow u SET u.hits = u.hits + :hits, u.lastUsed = CASE WHEN"
                    + " u.lastUsed < :last THEN :last ELSE u.lastUsed END WHERE u.entry = :entry")
            .setParameter("hits", use.hits())
            .setParameter("last", use.last().toEpochMilli())
            .setParameter("entry", entry)
            .executeUpdate();
    if (updated == 0) {
      em.persist(new PermitUseRow(entry, use));
    }
  }
}
