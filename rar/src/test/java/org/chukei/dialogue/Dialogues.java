package org.chukei.dialogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The dialogue files beside this class, in a directory or in a jar. */
public final class Dialogues {

  private Dialogues() {}

  /** All of them, sorted by name. */
  public static List<Dialogue> all() {
    try {
      URI uri = Dialogues.class.getResource("/dialogues/session-minimal.txt").toURI();
      if (uri.getScheme().equals("jar")) {
        try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
          return in(jar.getPath("/dialogues"));
        }
      }
      return in(Path.of(uri).getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Those with a server as it comes. */
  public static List<Dialogue> byDefault() {
    return all().stream().filter(dialogue -> dialogue.settings().isEmpty()).toList();
  }

  /** Those with a server that was given settings. */
  public static List<Dialogue> bySettings() {
    return all().stream().filter(dialogue -> !dialogue.settings().isEmpty()).toList();
  }

  /**
   * The settings of all of them, with which each must hold too.
   *
   * @throws IllegalStateException where two of them want different values
   */
  public static Map<String, String> allSettings() {
    Map<String, String> all = new TreeMap<>();
    for (Dialogue dialogue : bySettings()) {
      dialogue
          .settings()
          .forEach(
              (setting, value) -> {
                String before = all.put(setting, value);
                if (before != null && !before.equals(value)) {
                  throw new IllegalStateException(dialogue + " wants another " + setting);
                }
              });
    }
    return all;
  }

  private static List<Dialogue> in(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(f -> f.toString().endsWith(".txt"))
          .sorted()
          .map(Dialogues::read)
          .toList();
    }
  }

  private static Dialogue read(Path file) {
    try {
      String name = file.getFileName().toString().replace(".txt", "");
      return Dialogue.parse(name, Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
