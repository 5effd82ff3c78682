package org.chukei.cli;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "domain", description = "The domains that this server is responsible for.")
final class DomainCommand {

  private final Api api;
  private final Terminal terminal;

  DomainCommand(Api api, Terminal terminal) {
    this.api = api;
    this.terminal = terminal;
  }

  @Command(name = "list", description = "All of them.")
  int list(@Option(names = "--json", description = "the server's answer as it is") boolean json) {
    JsonObject answer = api.get("domains");
    if (json) {
      terminal.json(answer);
      return 0;
    }
    terminal.table(
        List.of("DOMAIN", "CATCH-ALL"),
        Fields.objects(answer, "domains").stream()
            .map(d -> List.of(Fields.text(d, "name"), Fields.text(d, "catchAll")))
            .toList());
    return 0;
  }

  @Command(name = "add", description = "Adds a domain.")
  int add(@Parameters(paramLabel = "DOMAIN") String name) {
    api.post("domains", Json.createObjectBuilder().add("name", name).build());
    terminal.print("added " + name);
    return 0;
  }

  @Command(name = "remove", description = "Removes a domain.")
  int remove(@Parameters(paramLabel = "DOMAIN") String name) {
    api.delete("domains/" + Api.segment(name));
    terminal.print("removed " + name);
    return 0;
  }

  @Command(
      name = "catch-all",
      description = "The account that gets what is for nobody; without ACCOUNT: none any more.")
  int catchAll(
      @Parameters(paramLabel = "DOMAIN") String name,
      @Parameters(paramLabel = "ACCOUNT", arity = "0..1") String account) {
    JsonObjectBuilder body = Json.createObjectBuilder();
    if (account == null) {
      body.addNull("account");
    } else {
      body.add("account", account);
    }
    api.put("domains/" + Api.segment(name) + "/catch-all", body.build());
    terminal.print(name + (account == null ? " has no catch-all" : " falls to " + account));
    return 0;
  }
}
