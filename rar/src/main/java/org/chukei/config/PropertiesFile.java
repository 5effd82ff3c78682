package org.chukei.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * A file of properties, and on which line each of them is set, which {@link Properties} does not
 * tell.
 *
 * @param values by name
 * @param lines by name, the first one is 1; where a name is set twice, the last one counts
 */
record PropertiesFile(Map<String, String> values, Map<String, Integer> lines) {

  static final PropertiesFile NONE = new PropertiesFile(Map.of(), Map.of());

  /**
   * Nothing where there is no such file.
   *
   * @throws BadSettingsException where it can't be read
   */
  static PropertiesFile read(Path path) {
    if (!Files.exists(path)) {
      return NONE;
    }
    try {
      String text = Files.readString(path);
      Map<String, Integer> lines = lines(text);
      return new PropertiesFile(parse(text), lines);
    } catch (IOException | IllegalArgumentException e) {
      throw new BadSettingsException(List.of(path + " can't be read: " + e.getMessage()));
    }
  }

  private static Map<String, String> parse(String text) throws IOException {
    Properties read = new Properties();
    read.load(new StringReader(text));
    Map<String, String> values = new HashMap<>();
    read.stringPropertyNames().forEach(name -> values.put(name, read.getProperty(name)));
    return values;
  }

  /**
   * Each line that a line before does not continue on is read alone: for its name, if it has one.
   */
  private static Map<String, Integer> lines(String text) throws IOException {
    Map<String, Integer> lines = new HashMap<>();
    String[] all = text.split("\r\n|\r|\n", -1);
    boolean continued = false;
    for (int i = 0; i < all.length; i++) {
      boolean goesOn = isContinued(all[i]);
      if (!continued) {
        int number = i + 1;
        String alone = goesOn ? all[i].substring(0, all[i].length() - 1) : all[i];
        parse(alone).keySet().forEach(name -> lines.put(name, number));
        continued = goesOn && !isComment(all[i]);
      } else {
        continued = goesOn;
      }
    }
    return lines;
  }

  /** An odd number of backslashes at its end. */
  private static boolean isContinued(String line) {
    int backslashes = 0;
    while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }

  private static boolean isComment(String line) {
    String text = line.stripLeading();
    return text.startsWith("#") || text.startsWith("!");
  }
}
