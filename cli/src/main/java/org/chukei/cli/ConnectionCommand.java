package org.chukei.cli;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "connection",
    description = "The connection list: who may connect. Ordered; the first match wins.",
    footer = {"", "NET: as for ./chukei permit. Where nothing matches: ALLOW."})
final class ConnectionCommand extends RuleListCommand {

  enum Action {
    DENY,
    ALLOW,
    UNCONDITIONAL
  }

  ConnectionCommand(Api api, Terminal terminal) {
    super(api, terminal, "connection");
  }

  @Command(name = "list", description = "The entries, in order.")
  int list(@Option(names = "--json", description = "the server's answer as it is") boolean json) {
    JsonObject list = api().get("connection");
    if (json) {
      terminal().json(list);
      return 0;
    }
    List<List<String>> rows = new ArrayList<>();
    for (JsonObject entry : Fields.objects(list, "entries")) {
      rows.add(
          List.of(
              Integer.toString(rows.size() + 1),
              Fields.text(entry, "action"),
              Fields.text(entry, "network"),
              Fields.text(entry, "comment")));
    }
    terminal().table(List.of("PLACE", "ACTION", "NETWORK", "COMMENT"), rows);
    return 0;
  }

  @Command(name = "add", description = "Adds an entry; it is in force at once.")
  int add(
      @Parameters(paramLabel = "DENY|ALLOW|UNCONDITIONAL") Action action,
      @Parameters(paramLabel = "NET") String net,
      @Option(
              names = "--at",
              paramLabel = "N",
              description = "its place, from 1; default, and beyond the last: last")
          Integer place,
      @Option(names = "--reason", paramLabel = "TEXT", description = REASON) String reason,
      @Option(names = "--acknowledge", paramLabel = "NAME", description = Acknowledged.MEANING)
          String name) {
    String entry = action + " " + net;
    JsonObjectBuilder body = Json.createObjectBuilder().add("entry", entry);
    if (place != null) {
      body.add("position", place);
    }
    RuleListEdit.signed(body, reason, name);
    return edit().saved(api().post("connection/entries", body.build()), "added " + entry, entry);
  }

  @Command(name = "remove", description = "Removes an entry, written as it stands in the list.")
  int remove(
      @Parameters(paramLabel = "DENY|ALLOW|UNCONDITIONAL") Action action,
      @Parameters(paramLabel = "NET") String net,
      @Option(names = "--reason", paramLabel = "TEXT", description = REASON) String reason,
      @Option(names = "--acknowledge", paramLabel = "NAME", description = Acknowledged.MEANING)
          String name) {
    String entry = action + " " + net;
    return edit()
        .saved(
            api()
                .delete(
                    "connection/entries?entry="
                        + Api.segment(entry)
                        + RuleListEdit.signed(reason, name)),
            "removed " + entry);
  }

  @Command(name = "move", description = "Moves an entry to another place.")
  int move(
      @Parameters(paramLabel = "FROM", description = "place in ./chukei connection list") int from,
      @Parameters(paramLabel = "TO", description = "the place it shall have") int to,
      @Option(names = "--reason", paramLabel = "TEXT", description = REASON) String reason,
      @Option(names = "--acknowledge", paramLabel = "NAME", description = Acknowledged.MEANING)
          String name) {
    JsonObject list = api().get("connection");
    List<Integer> lines =
        Fields.objects(list, "entries").stream().map(e -> e.getInt("line")).toList();
    if (from < 1 || to < 1 || from > lines.size() || to > lines.size()) {
      throw new RefusedException("the list has places 1 to " + lines.size());
    }
    // Comments and blank lines keep their lines; only the entries change places.
    List<String> text = new ArrayList<>(list.getString("text").lines().toList());
    List<String> entries = new ArrayList<>(lines.stream().map(n -> text.get(n - 1)).toList());
    entries.add(to - 1, entries.remove(from - 1));
    for (int i = 0; i < lines.size(); i++) {
      text.set(lines.get(i) - 1, entries.get(i));
    }
    JsonObjectBuilder body =
        Json.createObjectBuilder()
            .add("text", String.join("\n", text) + "\n")
            .add("version", list.getJsonNumber("version").longValue());
    RuleListEdit.signed(body, reason, name);
    return edit()
        .saved(api().put("connection", body.build()), "moved " + entries.get(to - 1).trim());
  }
}
