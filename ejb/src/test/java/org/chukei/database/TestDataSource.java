package org.chukei.database;

import java.nio.file.Path;
import java.util.Map;
import org.chukei.config.Settings;

/** The embedded database on disk. */
public final class TestDataSource {

  private TestDataSource() {}

  public static ChukeiDataSource embedded(Path home) {
    return new ChukeiDataSource(
        Settings.of(Map.of(), Map.of("chukei.home", home.toString()), Map.of()));
  }
}
