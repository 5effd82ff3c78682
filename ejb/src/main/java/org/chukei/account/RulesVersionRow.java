package org.chukei.account;

import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The one row that counts changes of rules. */
@Entity
@Table(name = "rules_version")
public class RulesVersionRow {

  @Id private int id;
  private long version;

  /** The rules' version as of this transaction. */
  public static long current(EntityManager em) {
    return em.createQuery("SELECT v.version FROM RulesVersionRow v WHERE v.id = 1", Long.class)
        .getSingleResult();
  }

  /** Raises it, waiting for whoever raised it before to commit; answers the new one. */
  public static long raise(EntityManager em) {
    em.createQuery("UPDATE RulesVersionRow v SET v.version = v.version + 1 WHERE v.id = 1")
        .executeUpdate();
    return current(em);
  }
}
