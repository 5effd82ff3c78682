package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.chukei.database.Schema;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** PostgreSQL databases of former releases, with what was in them, become ones of this release. */
class UpgradeOnPostgresIT {

  /** What the test on the embedded database has too. */
  private static final Path FIRST_RELEASE =
      Path.of("../ejb/src/test/resources/org/chukei/database/first-release.sql");

  private static PrivatePostgres postgres;

  @BeforeAll
  static void start() throws IOException {
    postgres = PrivatePostgres.start();
  }

  @AfterAll
  static void end() throws IOException {
    postgres.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "4", "5", "8", "10", "12", "14", "16", "17", "18", "19"})
  void nothing_of_a_former_schema_is_lost(String version) throws Exception {
    DataSource database = former("of_version_" + version, version);

    new Schema(database).migrate();

    try (Connection connection = database.getConnection()) {
      assertThat(text(connection, "SELECT catch_all FROM local_domain"))
          .isEqualTo("info@example.jp");
      assertThat(text(connection, "SELECT account FROM alias WHERE address = 'boss@example.jp'"))
          .isEqualTo("info@example.jp");
      assertThat(text(connection, "SELECT account FROM group_member")).isEqualTo("info@example.jp");
      assertThat(text(connection, "SELECT address FROM sender_grant"))
          .isEqualTo("sales@example.jp");
      assertThat(text(connection, "SELECT text FROM network_list WHERE kind = 'PERMIT'"))
          .isEqualTo("192.0.2.0/24");
      assertThat(text(connection, "SELECT attempts FROM retry")).isEqualTo("3");
      assertThat(text(connection, "SELECT convert_from(octets, 'UTF8') FROM message_content"))
          .isEqualTo("Hello\r\n");
    }
  }

  @Test
  void a_relay_starts_on_the_first_schema_and_delivers_what_was_in_it() throws Exception {
    DataSource database = former("delivered", "2");
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      // What is older is given up.
      statement.execute("UPDATE message SET accepted_at = " + System.currentTimeMillis());
    }
    try (NextHop hop = NextHop.open()) {
      Map<String, String> settings = new HashMap<>(postgres.settings("delivered"));
      settings.put("CHUKEI_STORE", "database");
      settings.put("CHUKEI_NODE", "a");
      settings.put("CHUKEI_DELIVERY_SMARTHOST", "127.0.0.1:" + hop.port());
      try (RunningRelay relay = RunningRelay.start(settings)) {
        NextHop.Message message = hop.awaitMessageTo("b@example.net");
        assertThat(message.sender()).isEqualTo("a@example.com");
        assertThat(message.content()).isEqualTo("Hello\r\n");
        assertThat(relay.cli("permit", "export")).contains("192.0.2.0/24");
        try (Talk user = Talk.from("127.0.0.1", relay.submissionPort())) {
          user.login("info@example.jp", "secret-1");
          user.envelope("sales@example.jp", "b@example.net");
        }
      }
    }
  }

  /** A database as a release of that version has left it. */
  private static DataSource former(String name, String version) throws Exception {
    postgres.ask("CREATE DATABASE " + name);
    Map<String, String> settings = postgres.settings(name);
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(settings.get("CHUKEI_DB_URL"));
    database.setUser(settings.get("CHUKEI_DB_USER"));
    database.setPassword(settings.get("CHUKEI_DB_PASSWORD"));
    Flyway.configure(Schema.class.getClassLoader())
        .dataSource(database)
        .locations("classpath:db/migration")
        .placeholders(Map.of("octets", "BYTEA"))
        .target(MigrationVersion.fromVersion(version))
        .load()
        .migrate();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      for (String line : Files.readAllLines(FIRST_RELEASE)) {
        if (!line.startsWith("--")) {
          statement.execute(line.replace("${hello}", "'\\x48656C6C6F0D0A'"));
        }
      }
    }
    return database;
  }

  private static String text(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      assertThat(rows.next()).as(query).isTrue();
      return rows.getString(1);
    }
  }
}
