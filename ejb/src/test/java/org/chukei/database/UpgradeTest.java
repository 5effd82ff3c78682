package org.chukei.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A database of each former release, with what was in it, becomes one of this release. */
class UpgradeTest {

  private static final List<String> OF_THE_FIRST =
      List.of(
          "INSERT INTO account (address, password_keys) VALUES ('info@example.jp', 'keys')",
          "INSERT INTO local_domain VALUES ('example.jp', 'info@example.jp')",
          "INSERT INTO alias (address, account) VALUES ('boss@example.jp', 'info@example.jp')",
          "INSERT INTO mail_group (address) VALUES ('all@example.jp')",
          "INSERT INTO group_member VALUES ('all@example.jp', 'info@example.jp')",
          "INSERT INTO sender_grant VALUES ('info@example.jp', 'sales@example.jp')",
          "INSERT INTO network_list (version, kind, text, author, acknowledged_by, saved_at) VALUES"
              + " (2, 'PERMIT', '192.0.2.0/24', 'admin', NULL, 1700000000000)",
          "INSERT INTO message (queue_id, home_node, accepted_at, sender, body, octet_count,"
              + " settlements) VALUES ('0123456789ABCDEF', 'a', 1700000000000,"
              + " 'a@example.com', '8BITMIME', 6, 0)",
          "INSERT INTO message_recipient (queue_id, place, forward_path, settled) VALUES"
              + " ('0123456789ABCDEF', 0, 'b@example.net', FALSE)",
          "INSERT INTO message_content VALUES ('0123456789ABCDEF', 0, X'48656C6C6F0A')",
          "INSERT INTO retry (queue_id, place, home_node, any_node, attempts, next_attempt, held,"
              + " status, status_text, relay, owner, epoch, lease_until) VALUES"
              + " ('0123456789ABCDEF', 0, 'a', TRUE, 3, 1700000000000, FALSE, '4.0.0', 'busy',"
              + " 'mx', '', 3, 0)");

  @ParameterizedTest
  @ValueSource(strings = {"2", "4", "5", "8", "10", "12", "14"})
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
      assertThat(text(connection, "SELECT password_keys FROM account")).isEqualTo("keys");
      assertThat(text(connection, "SELECT attempts FROM retry")).isEqualTo("3");
      try (ResultSet content = query(connection, "SELECT octets FROM message_content")) {
        content.next();
        assertThat(new String(content.getBytes(1), StandardCharsets.US_ASCII)).isEqualTo("Hello\n");
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
      for (String insert : OF_THE_FIRST) {
        statement.execute(insert);
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
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
