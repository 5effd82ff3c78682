package org.chukei.cli;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "simulate",
    description = {
      "What would be answered, by which rule and why, by the code that judges real mail.",
      "Exit status 0 where each recipient passes, 1 where one does not."
    })
final class SimulateCommand implements Callable<Integer> {

  private final Api api;
  private final Terminal terminal;

  @Option(names = "--client", required = true, paramLabel = "IP")
  private String client;

  @Option(
      names = "--service",
      defaultValue = "mx",
      paramLabel = "SERVICE",
      description = "mx (default), submission or submissions")
  private String service;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "ADDRESS",
      description = "the sender; <> for the null reverse-path")
  private String sender;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "ADDRESS",
      description = "a recipient; may be given again")
  private List<String> recipients;

  @Option(names = "--auth", paramLabel = "ACCOUNT", description = "authenticated as")
  private String account;

  @Option(names = "--tls", description = "the session is encrypted")
  private boolean tls;

  @Option(
      names = "--client-cert",
      paramLabel = "SHA256:HEX",
      description = "fingerprint of the certificate that the client has shown")
  private String clientCertificate;

  @Option(names = "--json", description = "the server's answer as it is")
  private boolean json;

  SimulateCommand(Api api, Terminal terminal) {
    this.api = api;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    JsonArrayBuilder to = Json.createArrayBuilder();
    recipients.forEach(to::add);
    JsonObjectBuilder body =
        Json.createObjectBuilder()
            .add("service", service.toUpperCase(Locale.ROOT))
            .add("client", client)
            .add("tls", tls)
            .add("sender", sender)
            .add("recipients", to);
    if (account != null) {
      body.add("account", account);
    }
    if (clientCertificate != null) {
      body.add("clientCertificate", clientCertificate);
    }
    JsonObject answer = api.post("simulate", body.build());
    List<JsonObject> answers = Fields.objects(answer, "answers");
    if (json) {
      terminal.json(answer);
    } else {
      answers.forEach(a -> Fields.text(a, "text").lines().forEach(terminal::print));
    }
    boolean allPass = answers.stream().allMatch(a -> Fields.text(a, "verdict").equals("ACCEPTED"));
    return allPass ? 0 : Chukei.REFUSED;
  }
}
