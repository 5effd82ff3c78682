package org.chukei.cli;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
        List.of("GROUP", "MEMBERS", "OWNER"),
        Fields.objects(answer, "groups").stream()
            .map(g -> List.of(Fields.text(g, "address"), members(g), Fields.text(g, "owner")))
            .toList());
    return 0;
  }

  private static String members(JsonObject group) {
    return Stream.concat(
            Fields.texts(group, "members").stream(), Fields.texts(group, "foreignMembers").stream())
        .collect(Collectors.joining(" "));
  }

  @Command(name = "add", description = "Adds a group.")
  int add(
      @Parameters(paramLabel = "ADDRESS") String address,
      @Parameters(
              paramLabel = "MEMBER",
              arity = "1..*",
              description = "an account, or an address in a domain that is not ours")
          List<String> members,
      @Option(
              names = "--owner",
              paramLabel = "ACCOUNT",
              description = "in whose name mail is passed on to members that are not ours")
          String owner) {
    api.post("groups", body(members, owner).add("address", address).build());
    terminal.print("added " + address);
    return 0;
  }

  @Command(name = "set", description = "Gives a group other members, and another owner.")
  int set(
      @Parameters(paramLabel = "ADDRESS") String address,
      @Parameters(paramLabel = "MEMBER", arity = "1..*", description = "as for add")
          List<String> members,
      @Option(names = "--owner", paramLabel = "ACCOUNT", description = "as for add") String owner) {
    api.put("groups/" + Api.segment(address), body(members, owner).build());
    terminal.print("changed " + address);
    return 0;
  }

  private static JsonObjectBuilder body(List<String> members, String owner) {
    JsonArrayBuilder array = Json.createArrayBuilder();
    members.forEach(array::add);
    JsonObjectBuilder body = Json.createObjectBuilder().add("members", array);
    return owner == null ? body : body.add("owner", owner);
  }

  @Command(name = "remove", description = "Removes a group.")
  int remove(@Parameters(paramLabel = "ADDRESS") String address) {
    api.delete("groups/" + Api.segment(address));
    terminal.print("removed " + address);
    return 0;
  }
}
