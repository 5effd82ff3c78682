package org.chukei.store;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.chukei.database.TestDatabase;
import org.chukei.database.Transactions;

/** Transactions without a container. */
public final class TestTransactions implements Transactions {

  private final Supplier<EntityManager> entityManagers;
  private final AtomicInteger calls = new AtomicInteger();
  private volatile boolean away;

  public TestTransactions(TestDatabase database) {
    entityManagers = database::entityManager;
  }

  /** With the real persistence unit on any data source. */
  public TestTransactions(DataSource dataSource) {
    EntityManagerFactory factory =
        Persistence.createEntityManagerFactory(
            "chukei",
            Map.of(
                "jakarta.persistence.transactionType", "RESOURCE_LOCAL",
                "jakarta.persistence.jtaDataSource", "",
                "jakarta.persistence.nonJtaDataSource", dataSource));
    entityManagers = factory::createEntityManager;
  }

  /** The database goes away, or comes back. */
  public void setAway(boolean away) {
    this.away = away;
  }

  /** How many transactions were begun. */
  public int calls() {
    return calls.get();
  }

  @Override
  public <T> T call(Work<T> work) throws IOException {
    calls.incrementAndGet();
    if (away) {
      throw new IOException("the database is away");
    }
    try (EntityManager em = entityManagers.get()) {
      em.getTransaction().begin();
      try {
        T answer = work.run(em);
        em.getTransaction().commit();
        return answer;
      } finally {
        if (em.getTransaction().isActive()) {
          em.getTransaction().rollback();
        }
      }
    } catch (RuntimeException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
