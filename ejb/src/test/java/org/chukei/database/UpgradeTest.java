package org.chukei.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A database of each former release, with what was in it, becomes one of this release. */
class UpgradeTest {

  @ParameterizedTest
  @ValueSource(strings = {"2", "4", "5", "8", "10", "12", "14", "16", "17", "18", "19"})
  void nothing_of_a_former_schema_is_lost(String version) throws SQLException {
    try (TestDatabase database = new TestDatabase(former -> leave(former, version));
        Connection connection = database.connection()) {
      assertThat(text(connection, "SELECT catch_all FROM local_domain"))
          .isEqualTo("info@example.jp");
      assertThat(text(connection, "SELECT account FROM alias WHERE address = 'boss@example.jp'"))
          .isEqualTo("info@example.jp");
      assertThat(text(connection, "SELECT account FROM group_member")).isEqualTo("info@example.jp");
      assertThat(text(connection, "SELECT address FROM sender_grant"))
          .isEqualTo("sales@example.jp");
      assertThat(text(connection, "SELECT text FROM network_list WHERE kind = 'PERMIT'"))
          .isEqualTo("192.0.2.0/24");
      assertThat(text(connection, "SELECT password_keys FROM account"))
          .startsWith("SCRAM-SHA-256$");
      assertThat(text(connection, "SELECT attempts FROM retry")).isEqualTo("3");
      try (ResultSet content = query(connection, "SELECT octets FROM message_content")) {
        content.next();
        assertThat(new String(content.getBytes(1), StandardCharsets.US_ASCII))
            .isEqualTo("Hello\r\n");
      }
    }
  }

  private static void leave(DataSource dataSource, String version) {
    Flyway.configure(Schema.class.getClassLoader())
        .dataSource(dataSource)
        .locations("classpath:db/migration")
        .placeholders(Map.of("octets", "VARBINARY(1048576)"))
        .target(MigrationVersion.fromVersion(version))
        .load()
        .migrate();
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      for (String insert : ofTheFirstRelease()) {
        statement.execute(insert.replace("${hello}", "X'48656C6C6F0D0A'"));
      }
    } catch (SQLException | IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Those that the test on PostgreSQL has too. */
  private static List<String> ofTheFirstRelease() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(UpgradeTest.class.getResourceAsStream("first-release.sql"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("--"))
          .toList();
    }
  }

  private static String text(Connection connection, String query) throws SQLException {
    try (ResultSet rows = query(connection, query)) {
      assertThat(rows.next()).as(query).isTrue();
      return rows.getString(1);
    }
  }

  private static ResultSet query(Connection connection, String query) throws SQLException {
    return connection.createStatement().executeQuery(query);
  }
}
