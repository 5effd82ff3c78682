package org.chukei.cli;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "queue",
    description = "What waits for delivery: where to, why, and when it is tried next.",
    footer = {
      "",
      "Which mail is meant: a queue id, or --sender, --recipient, --destination and --state",
      "together; for everything, --all."
    })
final class QueueCommand {

  static final String JSON = "the server's answer as it is";

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
  int retry(@Mixin MailChange mail) {
    return change("retry", "tried now", mail, mail.body());
  }

  @Command(name = "hold", description = "Keeps mail without trying it.")
  int hold(@Mixin MailChange mail) {
    return change("hold", "held", mail, mail.body());
  }

  @Command(name = "release", description = "Lets held mail go on.")
  int release(@Mixin MailChange mail) {
    return change("release", "released", mail, mail.body());
  }

  @Command(name = "reroute", description = "Sends mail to one host, whatever its destination.")
  int reroute(
      @Mixin MailChange mail,
      @Option(names = "--to", paramLabel = "HOST:PORT", required = true) String to) {
    return change("reroute", "sent to " + to, mail, mail.body().add("to", to));
  }

  @Command(name = "remove", description = "Removes mail for good; nobody is told.")
  int remove(
      @Mixin MailChange mail,
      @Option(names = "--yes", description = "without asking") boolean yes) {
    JsonObjectBuilder body = mail.body();
    if (!yes && !terminal.confirms("remove for good " + mail + "?")) {
      throw new RefusedException("nothing was removed; --yes removes without asking");
    }
    return change("remove", "removed", mail, body);
  }

  private int change(String action, String done, MailChange mail, JsonObjectBuilder body) {
    JsonObject answer = api.post("queue/" + action, body.build());
    if (mail.wantsJson()) {
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
