package org.chukei.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SchemaTest {

  @Test
  void the_migrations_run_and_the_persistence_unit_opens() throws Exception {
    try (TestDatabase database = new TestDatabase()) {
      Object one =
          database.call(
              em ->
                  em.createNativeQuery("SELECT COUNT(*) FROM \"flyway_schema_history\"")
                      .getSingleResult());
      assertThat(((Number) one).intValue()).isPositive();
    }
  }
}
