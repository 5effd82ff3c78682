package org.chukei.cli;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "audit", description = "Who changed what, by which door; the newest first.")
final class AuditCommand implements Callable<Integer> {

  private final Api api;
  private final Terminal terminal;

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

  AuditCommand(Api api, Terminal terminal) {
    this.api = api;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    JsonObject answer =
        api.get("audit?limit=" + limit + parameter("from", since) + parameter("until", until));
    if (json) {
      terminal.json(answer);
      return 0;
    }
    terminal.table(
        List.of("TIME", "ACTOR", "DOOR", "OUTCOME", "ACTION", "DETAIL"),
        Fields.objects(answer, "entries").stream()
            .map(
                entry ->
                    Stream.of("time", "actor", "door", "outcome", "action", "detail")
                        .map(name -> Fields.text(entry, name))
                        .toList())
            .toList());
    return 0;
  }

  private static String parameter(String name, String value) {
    return value == null ? "" : "&" + name + "=" + Api.segment(value);
  }
}
