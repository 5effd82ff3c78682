package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Connection;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.chukei.database.FormerSchema;
import org.chukei.database.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.ds.PGSimpleDataSource;

/** PostgreSQL databases of former releases, with what was in them, become ones of this release. */
class UpgradeOnPostgresIT {

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
  @MethodSource("org.chukei.database.FormerSchema#versions")
  void nothing_of_a_former_schema_is_lost(String version) throws Exception {
    DataSource database = former("of_version_" + version, version);

    new Schema(database).migrate();

    try (Connection connection = database.getConnection()) {
      FormerSchema.assertNothingLost(connection);
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
    FormerSchema.leave(database, version);
    return database;
  }
}
