package org.chukei.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.chukei.config.FileOwner;
import org.chukei.config.Settings;

/**
 * Who may read what is delivered.
 *
 * @param owner empty: we ourselves
 * @param mode of files
 */
record MaildirAccess(Optional<FileOwner> owner, Set<PosixFilePermission> mode) {

  private static final Set<PosixFilePermission> READ =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.OTHERS_READ);

  static MaildirAccess of(Settings settings) {
    return new MaildirAccess(settings.maildirOwner(), settings.maildirMode());
  }

  /** The mode first: what is given away is no longer ours to change. */
  void open(Path file) throws IOException {
    set(file, mode);
    give(file);
  }

  /** A new directory, which whoever may read may also search. */
  void openDirectory(Path directory) throws IOException {
    Set<PosixFilePermission> searched = EnumSet.copyOf(mode);
    for (PosixFilePermission permission : mode) {
      if (READ.contains(permission)) {
        searched.add(PosixFilePermission.values()[permission.ordinal() + 2]);
      }
    }
    set(directory, searched);
    give(directory);
  }

  /** Where it has another owner. */
  void give(Path path) throws IOException {
    if (owner.isPresent()) {
      owner.get().give(path);
    }
  }

  /** The process's umask has no say here. */
  private static void set(Path path, Set<PosixFilePermission> permissions) throws IOException {
    if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(path, permissions);
    }
  }
}
