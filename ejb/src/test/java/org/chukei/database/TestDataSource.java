package org.chukei.database;

import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.chukei.config.Settings;

/** The embedded database, on disk or in memory. */
public final class TestDataSource {

  private TestDataSource() {}

  public static ChukeiDataSource embedded(Path home) {
    return new ChukeiDataSource(
        Settings.of(Map.of(), Map.of("chukei.home", home.toString()), Map.of()));
  }

  /** Lives until its schema is closed. */
  public static ChukeiDataSource inMemory() {
    String url = ChukeiDataSource.embeddedUrl("mem:" + UUID.randomUUID());
    return new ChukeiDataSource(
        Settings.of(
            Map.of(),
            Map.of("chukei.db.url", url.replace("=cached", "=memory"), "chukei.db.user", "SA"),
            Map.of()));
  }
}
