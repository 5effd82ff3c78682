package org.chukei.cli;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "queue",
    description = "What waits for delivery: where to, why, and when it is tried next.")
final class QueueCommand {

  @Spec private CommandSpec spec;

  private final Api api;
  private final Terminal terminal;

  QueueCommand(Api api, Terminal terminal) {
    this.api = api;
    this.terminal = terminal;
  }

  @Command(name = "list", description = "The messages, a line for each recipient still owed.")
  int list(
      @Option(names = "--json", description = "the server's answer as it is") boolean json,
      @Option(
              names = "--limit",
              paramLabel = "N",
              description = "at most N messages (${DEFAULT-VALUE})",
              defaultValue = "100")
          int limit,
      @Option(names = "--state", paramLabel = "STATE", description = "active, deferred or held")
          String state) {
    String filter = state == null ? "" : "&state=" + Api.segment(state);
    JsonObject answer = api.get("queue?limit=" + limit + filter);
    if (json) {
      terminal.json(answer);
      return 0;
    }
    List<JsonObject> messages = Fields.objects(answer, "messages");
    List<List<String>> rows = new ArrayList<>();
    for (JsonObject message : messages) {
      for (JsonObject recipient : Fields.objects(message, "recipients")) {
        rows.add(row(message, recipient));
      }
    }
    terminal.table(
        List.of("QUEUE ID", "SENDER", "RECIPIENT", "STATE", "ATTEMPTS", "NEXT ATTEMPT", "REASON"),
        rows);
    terminal.print(messages.size() + " of " + Fields.text(answer, "total") + " messages");
    return 0;
  }

  private static List<String> row(JsonObject message, JsonObject recipient) {
    return List.of(
        Fields.text(message, "queueId"),
        "<" + Fields.text(message, "sender") + ">",
        "<" + Fields.text(recipient, "address") + ">",
        Fields.text(recipient, "state"),
        Fields.text(recipient, "attempts"),
        Fields.text(recipient, "nextAttempt"),
        Fields.text(recipient, "reason"));
  }

  @Command(name = "show", description = "One message.")
  int show(
      @Parameters(paramLabel = "ID") String id,
      @Option(names = "--json", description = "the server's answer as it is") boolean json) {
    JsonObject message = api.get("queue/" + Api.segment(id));
    if (json) {
      terminal.json(message);
      return 0;
    }
    terminal.print("queue id   " + Fields.text(message, "queueId"));
    terminal.print("accepted   " + Fields.text(message, "acceptedAt"));
    terminal.print("sender     <" + Fields.text(message, "sender") + ">");
    terminal.print("size       " + Fields.text(message, "size") + " octets");
    for (JsonObject recipient : Fields.objects(message, "recipients")) {
      terminal.print("recipient  <" + Fields.text(recipient, "address") + ">");
      for (String name : List.of("state", "attempts", "nextAttempt", "relay", "reason")) {
        if (!Fields.text(recipient, name).isEmpty()) {
          terminal.print("    %-12s %s".formatted(name, Fields.text(recipient, name)));
        }
      }
    }
    return 0;
  }

  @Command(name = "retry", description = "Tries a message now, or with --all every one.")
  int retry(
      @Parameters(paramLabel = "ID", arity = "0..1") String id,
      @Option(names = "--all", description = "every waiting message") boolean all) {
    if (all == (id != null)) {
      CommandLine retry = spec.subcommands().get("retry");
      throw new ParameterException(retry, "say either a queue id or --all");
    }
    if (!all) {
      return post(id, "retry", "is tried now");
    }
    JsonObject answer = api.post("queue/retry", JsonValue.EMPTY_JSON_OBJECT);
    terminal.print("recipients tried now: " + Fields.text(answer, "recipients"));
    return 0;
  }

  @Command(name = "hold", description = "Keeps a message without trying it.")
  int hold(@Parameters(paramLabel = "ID") String id) {
    return post(id, "hold", "is held");
  }

  @Command(name = "release", description = "Lets a held message go on.")
  int release(@Parameters(paramLabel = "ID") String id) {
    return post(id, "release", "is released");
  }

  @Command(name = "remove", description = "Removes a message for good; nobody is told.")
  int remove(@Parameters(paramLabel = "ID") String id) {
    api.delete("queue/" + Api.segment(id));
    terminal.print(id + " is removed");
    return 0;
  }

  private int post(String id, String action, String done) {
    api.post("queue/" + Api.segment(id) + "/" + action, JsonValue.EMPTY_JSON_OBJECT);
    terminal.print(id + " " + done);
    return 0;
  }
}
