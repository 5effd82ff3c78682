package org.chukei.cli;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "policy", description = "The rules as they are in force.")
final class PolicyCommand {

  private final Api api;
  private final Terminal terminal;

  PolicyCommand(Api api, Terminal terminal) {
    this.api = api;
    this.terminal = terminal;
  }

  @Command(name = "test", description = "What would be answered, by which rule and why.")
  int test(
      @Option(names = "--client", required = true, paramLabel = "IP") String client,
      @Option(
              names = "--service",
              defaultValue = "mx",
              paramLabel = "SERVICE",
              description = "mx (default), submission or submissions")
          String service,
      @Option(names = "--sender", required = true, description = "<> for the null reverse-path")
          String sender,
      @Option(names = "--recipient", required = true) String recipient,
      @Option(names = "--auth", paramLabel = "ACCOUNT", description = "authenticated as")
          String account,
      @Option(
              names = "--client-cert",
              paramLabel = "SHA256:HEX",
              description = "fingerprint of the certificate that the client has shown")
          String clientCertificate,
      @Option(names = "--json", description = "the server's answer as it is") boolean json) {
    JsonObjectBuilder body =
        Json.createObjectBuilder()
            .add("service", service.toUpperCase(Locale.ROOT))
            .add("client", client)
            .add("sender", sender)
            .add("recipient", recipient);
    if (account != null) {
      body.add("account", account);
    }
    if (clientCertificate != null) {
      body.add("clientCertificate", clientCertificate);
    }
    JsonObject answer = api.post("policy/test", body.build());
    if (json) {
      terminal.json(answer);
    } else {
      DecisionCommand.show(answer, terminal);
    }
    return 0;
  }

  @Command(name = "reload", description = "Reads the rules from the database again, now.")
  int reload() {
    api.post("policy/reload", JsonValue.EMPTY_JSON_OBJECT);
    terminal.print("reloaded");
    return 0;
  }
}
