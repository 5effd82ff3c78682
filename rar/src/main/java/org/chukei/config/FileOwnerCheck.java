package org.chukei.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Tries whether delivered mail can be given to the owner that the settings name. */
final class FileOwnerCheck {

  private FileOwnerCheck() {}

  /** At most one line, naming the setting. */
  static List<String> faults(Settings settings) {
    if (settings.maildirOwner().isEmpty()) {
      return List.of();
    }
    FileOwner owner = settings.maildirOwner().get();
    try {
      Path file = Files.createTempFile("chukei", "");
      try {
        owner.give(file);
        return List.of();
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      return List.of(Setting.MAILDIR_OWNER.variable() + "='" + owner + "': " + e.getMessage());
    }
  }
}
