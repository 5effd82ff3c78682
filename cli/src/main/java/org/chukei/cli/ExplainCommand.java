package org.chukei.cli;

import jakarta.json.JsonObject;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "explain",
    description = "Why a verdict was what it was, by the decision id at the end of a reply.")
final class ExplainCommand implements Callable<Integer> {

  private final Api api;
  private final Terminal terminal;

  @Parameters(paramLabel = "ID", description = "7QX2-M4PD-K3VN")
  private String id;

  @Option(
      names = "--language",
      paramLabel = "LANGUAGE",
      description = "en or ja (default: the locale's)")
  private String language = Locale.getDefault().getLanguage();

  @Option(names = "--json", description = "the server's answer as it is")
  private boolean json;

  ExplainCommand(Api api, Terminal terminal) {
    this.api = api;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    JsonObject answer =
        api.get("decisions/" + Api.segment(id) + "?language=" + Api.segment(language));
    if (json) {
      terminal.json(answer);
    } else {
      Fields.text(answer, "text").lines().forEach(terminal::print);
    }
    return 0;
  }
}
