package org.chukei.cli;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "decisions",
    description = "The recorded verdicts, the newest first: by client, sender, recipient, time.")
final class DecisionsCommand implements Callable<Integer> {

  private final Api api;
  private final Terminal terminal;

  @Option(names = "--client", paramLabel = "IP", description = "an address or a network")
  private String client;

  @Option(names = "--from", paramLabel = "ADDRESS", description = "the sender; <> for none")
  private String sender;

  @Option(names = "--to", paramLabel = "ADDRESS", description = "the recipient")
  private String recipient;

  @Option(names = "--auth", paramLabel = "ACCOUNT", description = "who was authenticated")
  private String account;

  @Option(
      names = "--verdict",
      paramLabel = "VERDICT",
      description = "accepted, deferred or refused")
  private String verdict;

  @Mixin private Excerpt excerpt;

  @Option(names = "--json", description = "the server's answer as it is")
  private boolean json;

  DecisionsCommand(Api api, Terminal terminal) {
    this.api = api;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    JsonObject answer = api.get("decisions?" + excerpt.query(choice()));
    if (json) {
      terminal.json(answer);
      return 0;
    }
    terminal.table(
        List.of("TIME", "DECISION", "VERDICT", "RULE", "SERVICE", "CLIENT", "SENDER", "RECIPIENT"),
        Fields.objects(answer, "decisions").stream().map(DecisionsCommand::row).toList());
    return 0;
  }

  private static List<String> row(JsonObject decision) {
    return Stream.of(
            "time", "decision", "verdict", "rule", "service", "client", "sender", "recipient")
        .map(name -> Fields.text(decision, name))
        .toList();
  }

  private String choice() {
    return Excerpt.parameter("client", client)
        + Excerpt.parameter("sender", sender)
        + Excerpt.parameter("recipient", recipient)
        + Excerpt.parameter("account", account)
        + Excerpt.parameter("verdict", verdict);
  }
}
