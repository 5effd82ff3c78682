package org.chukei.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * The database schema, made and brought up to date by the migrations under {@code db/migration}.
 * One set serves HSQLDB and PostgreSQL; the few words in which they differ are placeholders: {@code
 * ${octets}} is a column of bytes.
 */
public final class Schema {

  private final DataSource dataSource;

  public Schema(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Migrates to the newest version; nodes that start together wait for one another. */
  public void migrate() {
    migrations().load().migrate();
  }

  /** As they are run on this database. */
  FluentConfiguration migrations() {
    return Flyway.configure(Schema.class.getClassLoader())
        .dataSource(dataSource)
        .locations("classpath:db/migration")
        .placeholders(Map.of("octets", isEmbedded() ? "VARBINARY(1048576)" : "BYTEA"));
  }

  /** Closes the embedded database properly; a database server is left alone. */
  public void close() {
    if (isEmbedded()) {
      try (Connection connection = dataSource.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("SHUTDOWN");
      } catch (SQLException e) {
        throw new IllegalStateException("the embedded database did not close", e);
      }
    }
  }

  private boolean isEmbedded() {
    try (Connection connection = dataSource.getConnection()) {
      return connection.getMetaData().getDatabaseProductName().startsWith("HSQL");
    } catch (SQLException e) {
      throw new IllegalStateException("the database can't be reached: " + e.getMessage(), e);
    }
  }
}
