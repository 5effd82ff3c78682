package org.chukei.cli;

import jakarta.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "decision",
    description = "Why a client was refused, by the decision id at the end of the reply.")
final class DecisionCommand implements Callable<Integer> {

  private final Api api;
  private final Terminal terminal;

  @Parameters(paramLabel = "ID", description = "7QX2-M4PD-K3VN")
  private String id;

  @Option(names = "--json", description = "the server's answer as it is")
  private boolean json;

  DecisionCommand(Api api, Terminal terminal) {
    this.api = api;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    JsonObject answer = api.get("decisions/" + Api.segment(id));
    if (json) {
      terminal.json(answer);
    } else {
      show(answer, terminal);
    }
    return 0;
  }

  static void show(JsonObject decision, Terminal terminal) {
    terminal.print("verdict  " + Fields.text(decision, "verdict"));
    terminal.print("reply    " + Fields.text(decision, "reply"));
    terminal.print("rule     " + Fields.text(decision, "rule"));
    for (JsonObject fact : Fields.objects(decision, "facts")) {
      terminal.print("fact     " + Fields.text(fact, "name") + ": " + Fields.text(fact, "value"));
    }
    Fields.texts(decision, "explanation").forEach(why -> terminal.print("because  " + why));
    String remedy = Fields.text(decision, "remedy");
    if (!remedy.isEmpty()) {
      terminal.print("remedy   " + remedy);
    }
  }
}
