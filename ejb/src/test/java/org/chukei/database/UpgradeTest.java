package org.chukei.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A database of each former release, with what was in it, becomes one of this release. */
class UpgradeTest {

  private final DataSource database = TestDataSource.inMemory();

  @AfterEach
  void close() {
    new Schema(database).close();
  }

  @ParameterizedTest
  @MethodSource("org.chukei.database.FormerSchema#versions")
  void nothing_of_a_former_schema_is_lost(String version) throws SQLException {
    FormerSchema.leave(database, version);

    new Schema(database).migrate();

    try (Connection connection = database.getConnection()) {
      FormerSchema.assertNothingLost(connection);
    }
  }

  /**
   * A database that has had another one under that number is not upgraded: no relay starts on it.
   */
  @Test
  void a_migration_stays_as_it_was_released() {
    assertThat(Stream.of(new Schema(database).migrations().load().info().all()))
        .as("a new migration, in schemas.txt too, instead of a changed one")
        .extracting(migration -> migration.getVersion() + " " + migration.getChecksum())
        .isEqualTo(FormerSchema.migrations());
  }
}
