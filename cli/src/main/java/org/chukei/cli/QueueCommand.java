package org.chukei.cli;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "queue",
    description = "What waits for delivery: where to, why, and when it is tried next.",
    footer = {
      "",
      "Which mail is meant: a queue id, or --sender, --recipient, --destination and --state",
      "together; for everything, --all."
    })
final class QueueCommand {

  private static final String ALL = "everything that is queued";
  private static final String JSON = "the server's answer as it is";

  @Spec private CommandSpec spec;

  private final Api api;
  private final Terminal terminal;

  QueueCommand(Api api, Terminal terminal) {
    this.api = api;
    this.terminal = terminal;
  }

  @Command(name = "list", description = "The messages, a line for each recipient still owed.")
  int list(
      @Mixin MailChoice choice,
      @Option(names = "--json", description = JSON) boolean json,
      @Option(
              names = "--limit",
              paramLabel = "N",
              description = "at most N messages (${DEFAULT-VALUE})",
              defaultValue = "100")
          int limit,
      @Option(
              names = "--after",
              paramLabel = "ID",
              description = "only what is younger than this message")
          String after) {
    String from = after == null ? "" : "&after=" + Api.segment(after);
    JsonObject answer = api.get("queue?limit=" + limit + choice.query() + from);
    if (json) {
      terminal.json(answer);
      return 0;
    }
    QueueTable table = new QueueTable(terminal);
    table.print(Fields.objects(answer, "messages"));
    terminal.print(
        Fields.objects(answer, "messages").size()
            + " of "
            + Fields.text(answer, "total")
            + " messages");
    if (!Fields.text(answer, "next").isEmpty()) {
      terminal.print("more: --after " + Fields.text(answer, "next"));
    }
    return 0;
  }

  @Command(name = "show", description = "One message.")
  int show(
      @Parameters(paramLabel = "ID") String id,
      @Option(names = "--json", description = JSON) boolean json) {
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
      for (String name :
          List.of("state", "destination", "route", "attempts", "nextAttempt", "relay", "reason")) {
        if (!Fields.text(recipient, name).isEmpty()) {
          terminal.print("    %-12s %s".formatted(name, Fields.text(recipient, name)));
        }
      }
    }
    return 0;
  }

  @Command(name = "retry", description = "Tries waiting mail now.")
  int retry(
      @Mixin MailChoice choice,
      @Option(names = "--all", description = ALL) boolean all,
      @Option(names = "--json", description = JSON) boolean json) {
    return change("retry", "tried now", body(choice, all), json);
  }

  @Command(name = "hold", description = "Keeps mail without trying it.")
  int hold(
      @Mixin MailChoice choice,
      @Option(names = "--all", description = ALL) boolean all,
      @Option(names = "--json", description = JSON) boolean json) {
    return change("hold", "held", body(choice, all), json);
  }

  @Command(name = "release", description = "Lets held mail go on.")
  int release(
      @Mixin MailChoice choice,
      @Option(names = "--all", description = ALL) boolean all,
      @Option(names = "--json", description = JSON) boolean json) {
    return change("release", "released", body(choice, all), json);
  }

  @Command(name = "reroute", description = "Sends mail to one host, whatever its destination.")
  int reroute(
      @Mixin MailChoice choice,
      @Option(names = "--to", paramLabel = "HOST:PORT", required = true) String to,
      @Option(names = "--all", description = ALL) boolean all,
      @Option(names = "--json", description = JSON) boolean json) {
    return change("reroute", "sent to " + to, body(choice, all).add("to", to), json);
  }

  @Command(name = "remove", description = "Removes mail for good; nobody is told.")
  int remove(
      @Mixin MailChoice choice,
      @Option(names = "--all", description = ALL) boolean all,
      @Option(names = "--yes", description = "without asking") boolean yes,
      @Option(names = "--json", description = JSON) boolean json) {
    JsonObjectBuilder body = body(choice, all);
    if (!yes && !terminal.confirms("remove for good " + (all ? ALL : choice) + "?")) {
      throw new RefusedException("nothing was removed; --yes removes without asking");
    }
    return change("remove", "removed", body, json);
  }

  private JsonObjectBuilder body(MailChoice choice, boolean all) {
    if (all != choice.isEmpty()) {
      throw new ParameterException(
          new CommandLine(spec), "say either which mail is meant or --all");
    }
    return choice.body(all);
  }

  private int change(String action, String done, JsonObjectBuilder body, boolean json) {
    JsonObject answer = api.post("queue/" + action, body.build());
    if (json) {
      terminal.json(answer);
    } else {
      terminal.print("recipients " + done + ": " + Fields.text(answer, "recipients"));
    }
    return 0;
  }

  @Command(
      name = "pause",
      description = "Stops delivery, a destination, or acceptance, over restarts too.")
  int pause(
      @Parameters(paramLabel = "delivery|destination|acceptance") String what,
      @Parameters(paramLabel = "NAME", arity = "0..1", description = "which destination")
          String name,
      @Option(names = "--reason", paramLabel = "TEXT", description = "why, for other operators")
          String reason) {
    JsonObjectBuilder subject = subject(what, name);
    if (reason != null) {
      subject.add("reason", reason);
    }
    return pauses(api.post("pauses/pause", subject.build()));
  }

  @Command(name = "resume", description = "Lets go on what was paused.")
  int resume(
      @Parameters(paramLabel = "delivery|destination|acceptance") String what,
      @Parameters(paramLabel = "NAME", arity = "0..1", description = "which destination")
          String name) {
    return pauses(api.post("pauses/resume", subject(what, name).build()));
  }

  @Command(name = "pauses", description = "What is paused.")
  int pauses(@Option(names = "--json", description = JSON) boolean json) {
    JsonObject answer = api.get("pauses");
    if (json) {
      terminal.json(answer);
      return 0;
    }
    return pauses(answer);
  }

  private static JsonObjectBuilder subject(String what, String name) {
    JsonObjectBuilder subject = Json.createObjectBuilder().add("what", what);
    return name == null ? subject : subject.add("destination", name);
  }

  private int pauses(JsonObject answer) {
    List<List<String>> rows = new ArrayList<>();
    for (JsonObject pause : Fields.objects(answer, "pauses")) {
      rows.add(
          List.of(
              Fields.text(pause, "what"),
              Fields.text(pause, "destination"),
              Fields.text(pause, "since"),
              Fields.text(pause, "author"),
              Fields.text(pause, "reason")));
    }
    if (rows.isEmpty()) {
      terminal.print("nothing is paused");
    } else {
      terminal.table(List.of("PAUSED", "DESTINATION", "SINCE", "BY", "REASON"), rows);
    }
    return 0;
  }
}
