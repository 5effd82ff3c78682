package org.chukei.cli;

import jakarta.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
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

  @Option(names = "--since", paramLabel = "TIME", description = "2026-11-24T09:00:00Z")
  private String since;

  @Option(names = "--until", paramLabel = "TIME", description = "before this time")
  private String until;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "at most N (${DEFAULT-VALUE})")
  private int limit;

  @Option(names = "--json", description = "the server's answer as it is")
  private boolean json;

  DecisionsCommand(Api api, Terminal terminal) {
    this.api = api;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    JsonObject answer = api.get("decisions?limit=" + limit + query());
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

  private String query() {
    Map<String, String> given = new LinkedHashMap<>();
    given.put("client", client);
    given.put("sender", sender);
    given.put("recipient", recipient);
    given.put("account", account);
    given.put("verdict", verdict);
    given.put("from", since);
    given.put("until", until);
    return given.entrySet().stream()
        .filter(e -> e.getValue() != null)
        .map(e -> "&" + e.getKey() + "=" + Api.segment(e.getValue()))
        .collect(Collectors.joining());
  }
}
