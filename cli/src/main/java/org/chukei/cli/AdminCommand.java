package org.chukei.cli;

import jakarta.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "admin", description = "The console's administrator.")
final class AdminCommand {

  private final Api api;
  private final Terminal terminal;

  AdminCommand(Api api, Terminal terminal) {
    this.api = api;
    this.terminal = terminal;
  }

  @Command(name = "password", description = "Sets another password for the console.")
  int password(
      @Option(names = "--password-stdin", required = true, description = "read from standard input")
          boolean password) {
    api.put(
        "admin/password", Json.createObjectBuilder().add("password", terminal.password()).build());
    terminal.print("changed the console's password");
    return 0;
  }
}
