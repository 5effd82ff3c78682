package org.chukei.cli;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "message",
    description = {
      "What happened to a message: who brought it, each attempt, and whose refusal it was.",
      "By queue id the whole life; by what else is known, the messages that fit, the newest first."
    })
final class MessageCommand implements Callable<Integer> {

  private final Api api;
  private final Terminal terminal;

  @Parameters(paramLabel = "ID", arity = "0..1", description = "a queue id")
  private String id;

  @Option(
      names = "--decision",
      paramLabel = "ID",
      description = "the id of a verdict that let a recipient pass")
  private String decision;

  @Option(names = "--message-id", paramLabel = "ID", description = "the header's Message-ID")
  private String messageId;

  @Option(names = "--sender", paramLabel = "ADDRESS", description = "<> for the null reverse-path")
  private String sender;

  @Option(names = "--recipient", paramLabel = "ADDRESS")
  private String recipient;

  @Mixin private Excerpt excerpt;

  @Option(
      names = "--language",
      paramLabel = "LANGUAGE",
      description = "en or ja (default: the locale's)")
  private String language = Locale.getDefault().getLanguage();

  @Option(names = "--json", description = "the server's answer as it is")
  private boolean json;

  MessageCommand(Api api, Terminal terminal) {
    this.api = api;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    return id == null ? search() : tell();
  }

  private int tell() {
    JsonObject life = api.get("messages/" + Api.segment(id) + "?language=" + Api.segment(language));
    if (json) {
      terminal.json(life);
    } else {
      Fields.text(life, "text").lines().forEach(terminal::print);
    }
    return 0;
  }

  private int search() {
    JsonObject answer = api.get("messages?" + excerpt.query(choice()));
    if (json) {
      terminal.json(answer);
    } else {
      terminal.table(
          List.of("TIME", "QUEUE ID", "SENDER", "RECIPIENTS"),
          Fields.objects(answer, "messages").stream().map(MessageCommand::row).toList());
    }
    return 0;
  }

  private static List<String> row(JsonObject message) {
    return List.of(
        Fields.text(message, "time"),
        Fields.text(message, "queueId"),
        Fields.text(message, "sender"),
        Fields.objects(message, "recipients").stream()
            .map(r -> Fields.text(r, "recipient") + " " + Fields.text(r, "fate"))
            .collect(Collectors.joining(", ")));
  }

  private String choice() {
    return Excerpt.parameter("decision", decision)
        + Excerpt.parameter("message-id", messageId)
        + Excerpt.parameter("sender", sender)
        + Excerpt.parameter("recipient", recipient);
  }
}
