package org.chukei.cli;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "transport",
    description = "Which way mail takes, by the recipient's domain and the sender's.")
final class TransportCommand {

  @Spec private CommandSpec spec;

  private final Api api;
  private final Terminal terminal;

  TransportCommand(Api api, Terminal terminal) {
    this.api = api;
    this.terminal = terminal;
  }

  @Command(name = "list", description = "All of them; secrets are never shown.")
  int list(@Option(names = "--json", description = "the server's answer as it is") boolean json) {
    JsonObject answer = api.get("transports");
    if (json) {
      terminal.json(answer);
      return 0;
    }
    terminal.table(
        List.of("RECIPIENT", "SENDER", "ROUTE", "TLS", "SOURCE", "USER"),
        Fields.objects(answer, "transports").stream()
            .map(
                t ->
                    List.of(
                        Fields.text(t, "recipient"),
                        Fields.text(t, "sender"),
                        Fields.text(t, "route"),
                        Fields.text(t, "tls"),
                        Fields.text(t, "source"),
                        Fields.text(t, "user")))
            .toList());
    return 0;
  }

  @Command(name = "add", description = "Adds one; it holds for mail that waits too.")
  int add(
      @Parameters(
              paramLabel = "DOMAIN",
              description =
                  "of recipients: example.com, .example.com for the domains beneath it, * for all")
          String recipient,
      @Parameters(
              paramLabel = "ROUTE",
              description =
                  "mx, host:port, [host], smtps:host:port, lmtp:host:port, lmtp:unix:/path,"
                      + " maildir:, discard or bounce")
          String route,
      @Option(names = "--sender", paramLabel = "DOMAIN", description = "only from this domain")
          String sender,
      @Option(names = "--tls", paramLabel = "POLICY", description = "none, may, encrypt or verify")
          String tls,
      @Option(names = "--source", paramLabel = "ADDRESS", description = "connect from this address")
          String source,
      @Option(
              names = "--user",
              paramLabel = "NAME",
              description = "log in to the smart host as this user")
          String user,
      @Option(names = "--secret-stdin", description = "read its secret from standard input")
          boolean secret) {
    if (secret != (user != null)) {
      CommandLine add = spec.subcommands().get("add");
      throw new ParameterException(add, "--user and --secret-stdin go together");
    }
    JsonObjectBuilder body =
        Json.createObjectBuilder().add("recipient", recipient).add("route", route);
    addIfGiven(body, "sender", sender);
    addIfGiven(body, "tls", tls);
    addIfGiven(body, "source", source);
    addIfGiven(body, "user", user);
    if (secret) {
      body.add("secret", terminal.password());
    }
    api.post("transports", body.build());
    terminal.print("added " + label(recipient, sender));
    return 0;
  }

  private static void addIfGiven(JsonObjectBuilder body, String name, String value) {
    if (value != null) {
      body.add(name, value);
    }
  }

  @Command(name = "remove", description = "Removes one.")
  int remove(
      @Parameters(paramLabel = "DOMAIN") String recipient,
      @Option(names = "--sender", paramLabel = "DOMAIN", description = "the one from this domain")
          String sender) {
    String path = "transports/" + Api.segment(recipient);
    api.delete(sender == null ? path : path + "?sender=" + Api.segment(sender));
    terminal.print("removed " + label(recipient, sender));
    return 0;
  }

  private static String label(String recipient, String sender) {
    return sender == null ? recipient : recipient + " from " + sender;
  }

  @Command(name = "test", description = "Which way mail to an address would take, and why.")
  int test(
      @Parameters(paramLabel = "ADDRESS") String address,
      @Option(names = "--sender", paramLabel = "ADDRESS", description = "left out: <>")
          String sender,
      @Option(names = "--json", description = "the server's answer as it is") boolean json) {
    String path = "transports/test/" + Api.segment(address);
    JsonObject answer = api.get(sender == null ? path : path + "?sender=" + Api.segment(sender));
    if (json) {
      terminal.json(answer);
      return 0;
    }
    for (String name : List.of("destination", "route", "tls", "source", "user", "why")) {
      if (!Fields.text(answer, name).isEmpty()) {
        terminal.print("%-12s %s".formatted(name, Fields.text(answer, name)));
      }
    }
    return 0;
  }
}
