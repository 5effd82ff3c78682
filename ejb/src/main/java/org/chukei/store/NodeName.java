package org.chukei.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.chukei.config.Settings;

/**
 * This node's name among those that share a database. It must never change: messages and rows carry
 * it.
 */
public record NodeName(String text) {

  private static final int LONGEST = 255;

  public NodeName {
    if (text.isBlank() || text.length() > LONGEST) {
      throw new IllegalArgumentException("a node's name has 1 to 255 characters");
    }
  }

  /** By the settings, or else the one kept in {@code node} in the home directory, made once. */
  public static NodeName of(Settings settings) {
    if (!settings.node().isEmpty()) {
      return new NodeName(settings.node());
    }
    try {
      Path file = settings.home().resolve("node");
      if (!Files.exists(file)) {
        write(file, "node-" + UUID.randomUUID().toString().substring(0, 8));
      }
      return new NodeName(Files.readString(file).strip());
    } catch (IOException e) {
      throw new UncheckedIOException("the node's name can't be kept: " + e.getMessage(), e);
    }
  }

  /** As a whole and durably: after a loss of power the name must be there if any mail is. */
  private static void write(Path file, String name) throws IOException {
    Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
    Path draft = folder.resolve("node.new");
    Files.write(
        draft,
        name.getBytes(StandardCharsets.UTF_8),
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE,
        StandardOpenOption.SYNC);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel channel = FileChannel.open(folder)) {
      channel.force(true);
    }
  }
}
