package org.chukei.cli;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "settings",
    description = "The settings in force, and where each comes from; secrets are not shown.")
final class SettingsCommand implements Callable<Integer> {

  private final Api api;
  private final Terminal terminal;

  @Option(names = "--set", description = "only those that somebody has set")
  private boolean set;

  @Option(names = "--json", description = "the server's answer as it is")
  private boolean json;

  SettingsCommand(Api api, Terminal terminal) {
    this.api = api;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    JsonObject answer = api.get("settings");
    if (json) {
      terminal.json(answer);
      return 0;
    }
    terminal.table(
        List.of("SETTING", "VALUE", "ORIGIN", "PLACE"),
        Fields.objects(answer, "settings").stream()
            .filter(setting -> !set || !Fields.text(setting, "origin").equals("DEFAULT"))
            .map(SettingsCommand::row)
            .toList());
    return 0;
  }

  private static List<String> row(JsonObject setting) {
    return List.of(
        Fields.text(setting, "variable"),
        Fields.text(setting, "value"),
        Fields.text(setting, "origin"),
        Fields.text(setting, "place"));
  }
}
