package org.chukei.cli;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "account",
    description = "The accounts in local domains, their aliases, and whom else they may send as.")
final class AccountCommand {

  enum Change {
    ADD,
    REMOVE
  }

  @Spec private CommandSpec spec;

  private final Api api;
  private final Terminal terminal;

  AccountCommand(Api api, Terminal terminal) {
    this.api = api;
    this.terminal = terminal;
  }

  @Command(name = "list", description = "All of them.")
  int list(@Option(names = "--json", description = "the server's answer as it is") boolean json) {
    JsonObject answer = api.get("accounts");
    if (json) {
      terminal.json(answer);
      return 0;
    }
    terminal.table(
        List.of("ACCOUNT", "MAY LOG IN", "ALIASES", "MAY ALSO SEND AS"),
        Fields.objects(answer, "accounts").stream()
            .map(
                a ->
                    List.of(
                        Fields.text(a, "address"),
                        a.getBoolean("mayLogIn", true) ? "yes" : "no",
                        aliases(a),
                        String.join(" ", Fields.texts(a, "grants"))))
            .toList());
    return 0;
  }

  private static String aliases(JsonObject account) {
    Map<String, String> forwards =
        Fields.objects(account, "forwards").stream()
            .collect(
                Collectors.toMap(f -> Fields.text(f, "address"), f -> Fields.text(f, "forwardTo")));
    return Fields.texts(account, "aliases").stream()
        .map(alias -> forwards.containsKey(alias) ? alias + "→" + forwards.get(alias) : alias)
        .collect(Collectors.joining(" "));
  }

  @Command(name = "add", description = "Adds an account.")
  int add(
      @Parameters(paramLabel = "ADDRESS") String address,
      @Option(names = "--password-stdin", description = "read its password from standard input")
          boolean password,
      @Option(names = "--receive-only", description = "without a password: it can't log in")
          boolean receiveOnly) {
    if (password == receiveOnly) {
      CommandLine add = spec.subcommands().get("add");
      throw new ParameterException(add, "say either --password-stdin or --receive-only");
    }
    JsonObjectBuilder body = Json.createObjectBuilder().add("address", address);
    if (password) {
      body.add("password", terminal.password());
    }
    api.post("accounts", body.build());
    terminal.print("added " + address);
    return 0;
  }

  @Command(name = "remove", description = "Removes an account; its Maildir stays.")
  int remove(@Parameters(paramLabel = "ADDRESS") String address) {
    api.delete("accounts/" + Api.segment(address));
    terminal.print("removed " + address);
    return 0;
  }

  @Command(name = "password", description = "Sets another password.")
  int password(
      @Parameters(paramLabel = "ADDRESS") String address,
      @Option(names = "--password-stdin", required = true, description = "read from standard input")
          boolean password) {
    api.put(
        "accounts/" + Api.segment(address) + "/password",
        Json.createObjectBuilder().add("password", terminal.password()).build());
    terminal.print("changed the password of " + address);
    return 0;
  }

  @Command(name = "alias", description = "Another address whose mail the account gets.")
  int alias(
      @Parameters(paramLabel = "ADD|REMOVE") Change change,
      @Parameters(paramLabel = "ACCOUNT") String account,
      @Parameters(paramLabel = "ALIAS") String alias,
      @Option(
              names = "--to",
              paramLabel = "ADDRESS",
              description = "a foreign address that gets its mail instead, in the account's name")
          String forwardTo) {
    JsonObjectBuilder added = Json.createObjectBuilder().add("address", alias);
    if (forwardTo != null) {
      if (change == Change.REMOVE) {
        CommandLine command = spec.subcommands().get("alias");
        throw new ParameterException(command, "--to goes with ADD");
      }
      added.add("forwardTo", forwardTo);
    }
    return change(change, account, "aliases", alias, added);
  }

  @Command(name = "grant", description = "Another address that the account may send as.")
  int grant(
      @Parameters(paramLabel = "ADD|REMOVE") Change change,
      @Parameters(paramLabel = "ACCOUNT") String account,
      @Parameters(paramLabel = "ADDRESS") String address) {
    return change(
        change, account, "grants", address, Json.createObjectBuilder().add("address", address));
  }

  private int change(
      Change change, String account, String list, String address, JsonObjectBuilder added) {
    String path = "accounts/" + Api.segment(account) + "/" + list;
    switch (change) {
      case ADD -> api.post(path, added.build());
      case REMOVE -> api.delete(path + "/" + Api.segment(address));
    }
    terminal.print((change == Change.ADD ? "added " : "removed ") + address);
    return 0;
  }
}
