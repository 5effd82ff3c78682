package org.chukei.database;

import jakarta.persistence.EntityManager;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;

/** The one clock that all nodes share. */
public final class DatabaseTime {

  private DatabaseTime() {}

  /** When the transaction began. */
  public static Instant now(EntityManager em) {
    Object now = em.createNativeQuery("VALUES (CURRENT_TIMESTAMP)").getSingleResult();
    // HSQLDB gives one, PostgreSQL the other.
    return now instanceof OffsetDateTime time ? time.toInstant() : ((Timestamp) now).toInstant();
  }
}
