package org.chukei.connector.netty;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where content lies that is too large for memory, from its first octets until the application has
 * taken charge of it. Nothing here is owed to anybody, so nothing is forced to disk, and what a
 * crash left behind is deleted at the next start.
 */
final class ScratchDirectory {

  private static final String PREFIX = "content-";
  private final Path directory;
  private final AtomicLong next = new AtomicLong();

  private ScratchDirectory(Path directory) {
    this.directory = directory;
  }

  /** Makes {@code tmp} in the home directory and deletes what an earlier run left there. */
  static ScratchDirectory in(Path home) throws IOException {
    Path directory = Files.createDirectories(home.resolve("tmp"));
    try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, PREFIX + "*")) {
      for (Path file : left) {
        Files.deleteIfExists(file);
      }
    }
    return new ScratchDirectory(directory);
  }

  Path newPath() {
    return directory.resolve(PREFIX + next.incrementAndGet());
  }

  static FileChannel create(Path path) throws IOException {
    return FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }
}
