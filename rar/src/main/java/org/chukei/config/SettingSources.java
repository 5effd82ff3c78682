package org.chukei.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.function.Function;
import org.chukei.config.Settings.Origin;
import org.chukei.config.Settings.Value;

/**
 * Where the texts of settings come from, in order of precedence.
 *
 * @param environment by variable
 * @param system by property, like the file
 */
record SettingSources(
    Map<String, String> environment, Map<String, String> system, Map<String, String> file) {

  /** Without a file: where it lies is itself a setting. */
  static SettingSources ofThisProcess() {
    return new SettingSources(System.getenv(), entries(System.getProperties()), Map.of());
  }

  /**
   * Nothing is added where there is no such file.
   *
   * @throws BadSettingsException where it can't be read
   */
  SettingSources withFile(Path properties) {
    if (!Files.exists(properties)) {
      return this;
    }
    Properties read = new Properties();
    try (Reader reader = Files.newBufferedReader(properties)) {
      read.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new BadSettingsException(List.of(properties + " can't be read: " + e.getMessage()));
    }
    return new SettingSources(environment, system, entries(read));
  }

  private static Map<String, String> entries(Properties properties) {
    Map<String, String> entries = new HashMap<>();
    properties.stringPropertyNames().forEach(n -> entries.put(n, properties.getProperty(n)));
    return entries;
  }

  Value find(Setting setting) {
    String text = environment.get(setting.variable());
    if (text != null) {
      return new Value(text, Origin.ENVIRONMENT);
    }
    text = system.get(setting.property());
    if (text != null) {
      return new Value(text, Origin.SYSTEM_PROPERTY);
    }
    text = file.get(setting.property());
    return text != null
        ? new Value(text, Origin.FILE)
        : new Value(setting.defaultValue(), Origin.DEFAULT);
  }

  /** What the operator calls the setting where he has set it. */
  static String name(Setting setting, Value value) {
    return value.origin() == Origin.ENVIRONMENT ? setting.variable() : setting.property();
  }

  /** A line for each; a misspelt setting would otherwise silently leave the default in force. */
  List<String> unknownVariables() {
    return unknown(environment, Setting::variable, "CHUKEI_");
  }

  /** As {@link #unknownVariables}. */
  List<String> unknownInFile() {
    return unknown(file, Setting::property, "");
  }

  private static List<String> unknown(
      Map<String, String> source, Function<Setting, String> name, String prefix) {
    TreeSet<String> unknown = new TreeSet<>(source.keySet());
    unknown.removeIf(key -> !key.startsWith(prefix));
    unknown.remove("CHUKEI_JAVA_OPTIONS"); // read by ./chukei, not by us
    for (Setting setting : Setting.values()) {
      unknown.remove(name.apply(setting));
    }
    return unknown.stream()
        .map(key -> key + " is no setting; config/settings.md lists them")
        .toList();
  }
}
