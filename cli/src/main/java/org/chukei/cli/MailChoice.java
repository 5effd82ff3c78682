package org.chukei.cli;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which mail is meant, as options of the commands that show and change the queue. */
final class MailChoice {

  @Parameters(paramLabel = "ID", arity = "0..1", description = "one message; the same as --id")
  private String first;

  @Option(names = "--id", paramLabel = "ID", description = "one message")
  private String id;

  @Option(
      names = "--sender",
      paramLabel = "ADDRESS",
      description = "an address, @domain, or <> for the null reverse-path")
  private String sender;

  @Option(names = "--recipient", paramLabel = "ADDRESS", description = "an address or @domain")
  private String recipient;

  @Option(
      names = "--destination",
      paramLabel = "NAME",
      description = "where it goes, as ./chukei queue list shows it")
  private String destination;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "fresh, active, deferred, held or paused")
  private String state;

  private Map<String, String> said() {
    Map<String, String> said = new LinkedHashMap<>();
    said.put("id", id == null ? first : id);
    said.put("sender", sender);
    said.put("recipient", recipient);
    said.put("destination", destination);
    said.put("state", state);
    said.values().removeIf(value -> value == null);
    return said;
  }

  boolean isEmpty() {
    return said().isEmpty();
  }

  /** {@code &sender=…}, for a query. */
  String query() {
    return said().entrySet().stream().map(MailChoice::term).collect(Collectors.joining());
  }

  private static String term(Entry<String, String> entry) {
    return "&" + entry.getKey() + "=" + Api.segment(entry.getValue());
  }

  /** In the words of the command line. */
  @Override
  public String toString() {
    return said().entrySet().stream()
        .map(entry -> "--" + entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining(" "));
  }

  /**
   * @param all nothing else is said, and everything is meant
   */
  JsonObjectBuilder body(boolean all) {
    JsonObjectBuilder body = Json.createObjectBuilder();
    said().forEach(body::add);
    return all ? body.add("state", "all") : body;
  }
}
