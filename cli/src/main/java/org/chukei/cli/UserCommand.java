package org.chukei.cli;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "user",
    description = {
      "Who may use the console and the API: a viewer looks, an operator changes the queue too, an",
      "administrator everything."
    })
final class UserCommand {

  private static final String ROLES = "viewer, operator or administrator";

  private final Api api;
  private final Terminal terminal;

  UserCommand(Api api, Terminal terminal) {
    this.api = api;
    this.terminal = terminal;
  }

  @Command(name = "list", description = "The users and their roles.")
  int list(@Option(names = "--json", description = "the server's answer as it is") boolean json) {
    JsonObject answer = api.get("users");
    if (json) {
      terminal.json(answer);
    } else {
      terminal.table(
          List.of("NAME", "ROLE", "API TOKEN"),
          Fields.objects(answer, "users").stream()
              .map(
                  user ->
                      List.of(
                          Fields.text(user, "name"),
                          Fields.text(user, "role"),
                          user.getBoolean("hasToken") ? "yes" : ""))
              .toList());
    }
    return 0;
  }

  @Command(name = "add", description = "Adds one; the password is read from standard input.")
  int add(
      @Parameters(paramLabel = "NAME") String name,
      @Option(names = "--role", required = true, paramLabel = "ROLE", description = ROLES)
          String role,
      @Option(names = "--password-stdin", required = true, description = "its first line")
          boolean fromInput) {
    api.post(
        "users",
        Json.createObjectBuilder()
            .add("name", name)
            .add("role", role)
            .add("password", terminal.password())
            .build());
    terminal.print("added " + name);
    return 0;
  }

  @Command(name = "remove", description = "Takes one away; its sessions see nothing any more.")
  int remove(@Parameters(paramLabel = "NAME") String name) {
    api.delete("users/" + Api.segment(name));
    terminal.print("removed " + name);
    return 0;
  }

  @Command(name = "role", description = "Gives another role, in force at once.")
  int role(
      @Parameters(paramLabel = "NAME") String name,
      @Parameters(paramLabel = "ROLE", description = ROLES) String role) {
    api.put(
        "users/" + Api.segment(name) + "/role",
        Json.createObjectBuilder().add("role", role).build());
    terminal.print(name + " is " + role + " now");
    return 0;
  }

  @Command(name = "password", description = "Another password, from standard input.")
  int password(
      @Parameters(paramLabel = "NAME") String name,
      @Option(names = "--password-stdin", required = true, description = "its first line")
          boolean fromInput) {
    api.put(
        "users/" + Api.segment(name) + "/password",
        Json.createObjectBuilder().add("password", terminal.password()).build());
    terminal.print("changed the password of " + name);
    return 0;
  }

  @Command(
      name = "token",
      description = {
        "Makes a token for the REST API in the user's name and role, and prints it, this once; the",
        "one before is worth nothing then. This program takes it from CHUKEI_API_TOKEN."
      })
  int token(
      @Parameters(paramLabel = "NAME") String name,
      @Option(names = "--revoke", description = "only takes the one away that there is")
          boolean revoke) {
    String path = "users/" + Api.segment(name) + "/token";
    if (revoke) {
      api.delete(path);
      terminal.print(name + " has no token any more");
    } else {
      terminal.print(api.post(path, JsonValue.EMPTY_JSON_OBJECT).getString("token"));
    }
    return 0;
  }
}
