package org.chukei.database;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hsqldb.jdbc.JDBCDataSource;

/** An HSQLDB in memory with the real schema and the real persistence unit, without a container. */
public final class TestDatabase implements AutoCloseable {

  private final String url =
      ChukeiDataSource.embeddedUrl("mem:" + UUID.randomUUID()).replace("=cached", "=memory");
  private final EntityManagerFactory factory;

  public TestDatabase() {
    JDBCDataSource dataSource = new JDBCDataSource();
    dataSource.setURL(url);
    dataSource.setUser("SA");
    new Schema(dataSource).migrate();
    factory =
        Persistence.createEntityManagerFactory(
            "chukei",
            Map.of(
                "jakarta.persistence.transactionType", "RESOURCE_LOCAL",
                "jakarta.persistence.jtaDataSource", "",
                "jakarta.persistence.jdbc.url", url,
                "jakarta.persistence.jdbc.user", "SA",
                "jakarta.persistence.jdbc.password", "",
                "jakarta.persistence.jdbc.driver", "org.hsqldb.jdbc.JDBCDriver"));
  }

  public Connection connection() throws SQLException {
    return DriverManager.getConnection(url, "SA", "");
  }

  public EntityManager entityManager() {
    return factory.createEntityManager();
  }

  /** Runs the work in a transaction of its own and commits. */
  public void run(Consumer<EntityManager> work) {
    call(
        em -> {
          work.accept(em);
          return null;
        });
  }

  /** Runs the work in a transaction of its own, commits and returns its answer. */
  public <T> T call(Function<EntityManager, T> work) {
    EntityManager em = entityManager();
    try {
      em.getTransaction().begin();
      T answer = work.apply(em);
      em.getTransaction().commit();
      return answer;
    } finally {
      if (em.getTransaction().isActive()) {
        em.getTransaction().rollback();
      }
      em.close();
    }
  }

  @Override
  public void close() throws SQLException {
    factory.close();
    try (Connection connection = connection()) {
      connection.createStatement().execute("SHUTDOWN");
    }
  }
}
