package org.chukei.cli;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "policy", description = "The rules in force, and what others would change.")
final class PolicyCommand {

  private final Api api;
  private final Terminal terminal;

  PolicyCommand(Api api, Terminal terminal) {
    this.api = api;
    this.terminal = terminal;
  }

  @Command(
      name = "what-if",
      description = {
        "Asks the recorded decisions of the last days again, by lists or rules that are not in force;",
        "what is not given stays as it is, and nothing is saved. Exit status 1 where traffic between",
        "strangers would pass that does not pass today."
      })
  int whatIf(
      @Option(names = "--permit", paramLabel = "FILE", description = "a draft of the permit list")
          Path permits,
      @Option(
              names = "--connection",
              paramLabel = "FILE",
              description = "a draft of the connection list")
          Path connections,
      @Option(
              names = "--profile",
              paramLabel = "PROFILE",
              description = "standard or strict, instead of CHUKEI_RULES_PROFILE")
          String profile,
      @Option(
              names = "--permitted-need-auth",
              paramLabel = "true|false",
              arity = "1",
              description = "instead of CHUKEI_RULES_PERMITTED_NEED_AUTH")
          Boolean permittedNeedAuth,
      @Option(
              names = "--days",
              paramLabel = "N",
              defaultValue = "7",
              description = "how far back (${DEFAULT-VALUE})")
          int days,
      @Option(names = "--json", description = "the server's answer as it is") boolean json) {
    JsonObjectBuilder body = lists(permits, connections).add("days", days);
    if (profile != null) {
      body.add("profile", profile);
    }
    if (permittedNeedAuth != null) {
      body.add("permittedNeedAuth", permittedNeedAuth);
    }
    JsonObject answer = api.post("policy/what-if", body.build());
    if (json) {
      terminal.json(answer);
    } else {
      show(answer);
    }
    return answer.getBoolean("opensUp") ? Chukei.REFUSED : 0;
  }

  private static JsonObjectBuilder lists(Path permits, Path connections) {
    JsonObjectBuilder body = Json.createObjectBuilder();
    if (permits != null) {
      body.add("permits", RuleListEdit.read(permits));
    }
    if (connections != null) {
      body.add("connections", RuleListEdit.read(connections));
    }
    return body;
  }

  @Command(
      name = "apply",
      description = {
        "Saves a draft of both lists in one step, or of the one that is given. Where mail between",
        "strangers of the last day would pass that does not pass today, --opens-up has to say that",
        "this is meant."
      })
  int apply(
      @Option(names = "--permit", paramLabel = "FILE", description = "the new permit list")
          Path permits,
      @Option(names = "--connection", paramLabel = "FILE", description = "the new connection list")
          Path connections,
      @Option(names = "--opens-up", description = "mail between strangers is meant to pass")
          boolean opensUp,
      @Option(names = "--reason", paramLabel = "TEXT", description = RuleListCommand.REASON)
          String reason,
      @Option(names = "--acknowledge", paramLabel = "NAME", description = Acknowledged.MEANING)
          String name,
      @Option(names = "--json", description = "the server's answer as it is") boolean json) {
    if (permits == null && connections == null) {
      throw new RefusedException("--permit FILE or --connection FILE must be given");
    }
    JsonObjectBuilder body = lists(permits, connections).add("opensUp", opensUp);
    JsonObject saved = api.put("policy", RuleListEdit.signed(body, reason, name).build());
    if (json) {
      terminal.json(saved);
    } else {
      Fields.texts(saved, "warnings").forEach(terminal::warn);
      String version = Fields.text(saved, "version");
      terminal.print(
          saved.getBoolean("changed")
              ? "in force, version " + version
              : "nothing changes; version " + version + " stays in force");
    }
    return 0;
  }

  private void show(JsonObject answer) {
    JsonObject counts = answer.getJsonObject("counts");
    long foreign = number(counts, "newlyRelayedForeignToForeign");
    terminal.print(
        "of %s recorded decisions, would newly refuse %d, newly accept %d, of these %d foreign to foreign"
            .formatted(
                Fields.text(answer, "asked"),
                number(counts, "newlyRefused"),
                number(counts, "newlyAccepted") + foreign,
                foreign));
    for (JsonObject client : Fields.objects(answer, "clients")) {
      JsonObject of = client.getJsonObject("counts");
      terminal.print(
          "%s: newly refused %d, newly accepted %d, foreign to foreign %d"
              .formatted(
                  Fields.text(client, "client"),
                  number(of, "newlyRefused"),
                  number(of, "newlyAccepted"),
                  number(of, "newlyRelayedForeignToForeign")));
    }
    List<JsonObject> differences = Fields.objects(answer, "differences");
    if (!differences.isEmpty()) {
      terminal.table(
          List.of("EFFECT", "DECISION", "TIME", "CLIENT", "SENDER", "RECIPIENT", "WOULD BE"),
          differences.stream().map(PolicyCommand::row).toList());
    }
  }

  private static long number(JsonObject counts, String name) {
    return counts.getJsonNumber(name).longValue();
  }

  private static List<String> row(JsonObject difference) {
    JsonObject decision = difference.getJsonObject("decision");
    return List.of(
        Fields.text(difference, "effect"),
        Fields.text(decision, "decision"),
        Fields.text(decision, "time"),
        Fields.text(decision, "client"),
        Fields.text(decision, "sender"),
        Fields.text(decision, "recipient"),
        Fields.text(difference, "drafted"));
  }

  @Command(
      name = "check",
      description = {
        "Asks the rules in force each case of a file, and tells which are not as expected; exit",
        "status 1 where there are any. A case is a line of JSON:",
        "{\"client\":\"192.0.2.1\",\"sender\":\"a@example.com\",\"recipients\":[\"b@example.net\"],",
        "\"expect\":\"refused\"}; service, tls, account and clientCertificate as in simulate."
      })
  int check(
      @Parameters(paramLabel = "FILE") Path file,
      @Option(names = "--json", description = "the server's answers, one after the other")
          boolean json) {
    return PolicyCases.read(file, api, terminal).ask(json);
  }

  @Command(
      name = "self-test",
      description = {
        "Poses as strangers and as the edges of each permitted range, and tries whether this server",
        "relays for whom it must not. Exit status 1 where it does, or could not be tried."
      })
  int selfTest(
      @Option(names = "--last", description = "what the last run found, without another one")
          boolean last,
      @Option(names = "--json", description = "the server's answer as it is") boolean json) {
    JsonObject answer =
        last
            ? api.get("policy/self-test")
            : api.post("policy/self-test", JsonValue.EMPTY_JSON_OBJECT);
    if (json) {
      terminal.json(answer);
    } else {
      terminal.print(Fields.text(answer, "text"));
      Fields.texts(answer, "findings").forEach(terminal::print);
    }
    return Fields.text(answer, "state").equals("PASSED") ? 0 : Chukei.REFUSED;
  }

  @Command(
      name = "gateways",
      description = {
        "Permitted addresses that greet with so many names that anybody may be behind them.",
        "Exit status 1 where there are any."
      })
  int gateways() {
    List<String> suspects = Fields.texts(api.get("policy/gateways"), "gateways");
    suspects.forEach(terminal::print);
    return suspects.isEmpty() ? 0 : Chukei.REFUSED;
  }

  @Command(
      name = "surges",
      description = {
        "Accounts and permitted clients that have far more recipients than before.",
        "Exit status 1 where there are any."
      })
  int surges() {
    List<JsonObject> surges =
        api.get("policy/surges").getJsonArray("surges").getValuesAs(JsonObject.class);
    surges.forEach(surge -> terminal.print(surge.getString("text")));
    return surges.isEmpty() ? 0 : Chukei.REFUSED;
  }

  @Command(name = "reload", description = "Reads the rules from the database again, now.")
  int reload() {
    api.post("policy/reload", JsonValue.EMPTY_JSON_OBJECT);
    terminal.print("reloaded");
    return 0;
  }
}
