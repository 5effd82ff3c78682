package org.chukei.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.api.MigrationVersion;

/**
 * Databases as former releases have left them, with mail and rules in them, and what of that an
 * upgrade has to keep. The tests on HSQLDB and on PostgreSQL share it.
 */
public final class FormerSchema {

  private static final byte[] HELLO = "Hello\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final String ANSWER = " -> ";

  private FormerSchema() {}

  /** Those that had all the tables of first-release.sql; the newest is today's. */
  public static Stream<String> versions() {
    return migrations().stream()
        .map(migration -> migration.substring(0, migration.indexOf(' ')))
        .filter(version -> !version.equals("1"));
  }

  /** A line each, {@code VERSION CHECKSUM}. */
  static List<String> migrations() {
    return lines("schemas.txt");
  }

  /**
   * @param database empty
   */
  public static void leave(DataSource database, String version) throws SQLException {
    new Schema(database)
        .migrations()
        .target(MigrationVersion.fromVersion(version))
        .load()
        .migrate();
    try (Connection connection = database.getConnection()) {
      for (String insert : lines("first-release.sql")) {
        try (PreparedStatement statement = prepared(connection, insert)) {
          statement.execute();
        }
      }
    }
  }

  public static void assertNothingLost(Connection upgraded) throws SQLException {
    for (String line : lines("first-release-kept.txt")) {
      int end = line.indexOf(ANSWER);
      String question = line.substring(0, end);
      try (PreparedStatement statement = prepared(upgraded, question);
          ResultSet rows = statement.executeQuery()) {
        assertThat(rows.next()).as(question).isTrue();
        assertThat(rows.getString(1)).as(question).isEqualTo(line.substring(end + ANSWER.length()));
      }
    }
  }

  private static PreparedStatement prepared(Connection connection, String sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    if (sql.contains("?")) {
      statement.setBytes(1, HELLO);
    }
    return statement;
  }

  private static List<String> lines(String resource) {
    try (InputStream file =
        Objects.requireNonNull(FormerSchema.class.getResourceAsStream(resource))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("--"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
