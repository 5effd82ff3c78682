package org.chukei.cli;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "group", description = "Addresses whose mail goes to several members.")
final class GroupCommand {

  private final Api api;
  private final Terminal terminal;

  GroupCommand(Api api, Terminal terminal) {
    this.api = api;
    this.terminal = terminal;
  }

  @Command(name = "list", description = "All of them.")
  int list(@Option(names = "--json", description = "the server's answer as it is") boolean json) {
    JsonObject answer = api.get("groups");
    if (json) {
      terminal.json(answer);
      return 0;
    }
    terminal.table(
        List.of("GROUP", "MEMBERS"),
        Fields.objects(answer, "groups").stream()
            .map(
                g ->
                    List.of(
                        Fields.text(g, "address"), String.join(" ", Fields.texts(g, "members"))))
            .toList());
    return 0;
  }

  @Command(name = "add", description = "Adds a group.")
  int add(
      @Parameters(paramLabel = "ADDRESS") String address,
      @Parameters(paramLabel = "MEMBER", arity = "1..*") List<String> members) {
    JsonArrayBuilder array = Json.createArrayBuilder();
    members.forEach(array::add);
    api.post(
        "groups", Json.createObjectBuilder().add("address", address).add("members", array).build());
    terminal.print("added " + address);
    return 0;
  }

  @Command(name = "remove", description = "Removes a group.")
  int remove(@Parameters(paramLabel = "ADDRESS") String address) {
    api.delete("groups/" + Api.segment(address));
    terminal.print("removed " + address);
    return 0;
  }
}
