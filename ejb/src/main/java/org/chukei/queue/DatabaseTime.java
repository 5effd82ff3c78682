package org.chukei.queue;

import jakarta.persistence.EntityManager;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;

/** The one clock that all nodes share. */
final class DatabaseTime {

  private DatabaseTime() {}

  static Instant now(EntityManager em) {
    Object now = em.createNativeQuery("VALUES (CURRENT_TIMESTAMP)").getSingleResult();
    // HSQLDB gives one, PostgreSQL the other.
    return now instanceof OffsetDateTime time ? time.toInstant() : ((Timestamp) now).toInstant();
  }
}
