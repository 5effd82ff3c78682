package org.chukei.cli;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "audit", description = "Who changed what, by which door; the newest first.")
final class AuditCommand implements Callable<Integer> {

  private final Api api;
  private final Terminal terminal;

  @Mixin private Excerpt excerpt;

  @Option(names = "--json", description = "the server's answer as it is")
  private boolean json;

  AuditCommand(Api api, Terminal terminal) {
    this.api = api;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    JsonObject answer = api.get("audit?" + excerpt.query(""));
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
}
