package org.chukei.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.chukei.config.Settings.Origin;
import org.chukei.config.Settings.Value;

/**
 * Where the texts of settings come from, in order of precedence.
 *
 * @param environment by variable
 * @param system by property, like the file
 * @param fileName where the file is
 */
record SettingSources(
    Map<String, String> environment,
    Map<String, String> system,
    PropertiesFile file,
    String fileName) {

  /** Without a file: where it lies is itself a setting. */
  static SettingSources ofThisProcess() {
    return new SettingSources(
        System.getenv(), entries(System.getProperties()), PropertiesFile.NONE, "");
  }

  /** See {@link PropertiesFile#read}. */
  SettingSources withFile(Path properties) {
    return new SettingSources(
        environment, system, PropertiesFile.read(properties), properties.toString());
  }

  /** By the start script, and by the command line. */
  private static final Set<String> READ_BY_OTHERS =
      Set.of("CHUKEI_JAVA_OPTIONS", "CHUKEI_API_TOKEN");

  private static Map<String, String> entries(Properties properties) {
    Map<String, String> entries = new HashMap<>();
    properties.stringPropertyNames().forEach(n -> entries.put(n, properties.getProperty(n)));
    return entries;
  }

  Value find(Setting setting) {
    String text = environment.get(setting.variable());
    if (text != null) {
      return new Value(text, Origin.ENVIRONMENT, setting.variable());
    }
    text = system.get(setting.property());
    if (text != null) {
      return new Value(text, Origin.SYSTEM_PROPERTY, setting.property());
    }
    text = file.values().get(setting.property());
    return text != null
        ? new Value(text, Origin.FILE, placeInFile(setting))
        : new Value(setting.defaultValue(), Origin.DEFAULT, "");
  }

  private String placeInFile(Setting setting) {
    Integer line = file.lines().get(setting.property());
    return line == null ? fileName : fileName + ":" + line;
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
    return unknown(file.values(), Setting::property, "");
  }

  private static List<String> unknown(
      Map<String, String> source, Function<Setting, String> name, String prefix) {
    TreeSet<String> unknown = new TreeSet<>(source.keySet());
    unknown.removeIf(key -> !key.startsWith(prefix));
    unknown.removeAll(READ_BY_OTHERS);
    for (Setting setting : Setting.values()) {
      unknown.remove(name.apply(setting));
    }
    return unknown.stream()
        .map(key -> key + " is no setting; config/settings.md lists them")
        .toList();
  }
}
