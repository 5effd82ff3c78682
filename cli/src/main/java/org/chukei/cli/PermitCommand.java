package org.chukei.cli;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "permit",
    description = "The relay permit list: networks whose clients may relay, if UNCONDITIONAL too.",
    footer = {
      "",
      "A network: 192.168.0.0/24, 192.168.0.0,255.255.255.0, 192.168.0.1, 2001:db8::/48",
      "Behind it may stand what else has to hold: tls, sender-domain=example.com,",
      "recipient-domain=.example.com, account=info@example.jp, client-cert=SHA256:HEX,",
      "limit=100/h (recipients in an hour), expires=2027-01-31 (the last day); and",
      "owner=NAME, and # a note.",
      "If unsure about relaying, permit nothing: who authenticates needs no permit."
    })
final class PermitCommand extends RuleListCommand {

  private static final String ENTRY = "a network, and behind it what else has to hold";

  PermitCommand(Api api, Terminal terminal) {
    super(api, terminal, "permit");
  }

  @Command(name = "list", description = "The entries.")
  int list(@Option(names = "--json", description = "the server's answer as it is") boolean json) {
    JsonObject list = api().get("permit");
    if (json) {
      terminal().json(list);
      return 0;
    }
    terminal()
        .table(
            List.of("LINE", "ENTRY", "NETWORK", "USED", "LAST USED", "COMMENT"),
            Fields.objects(list, "entries").stream()
                .map(
                    e ->
                        List.of(
                            Fields.text(e, "line"),
                            Fields.text(e, "text"),
                            Fields.text(e, "network"),
                            Fields.text(e, "hits"),
                            Fields.text(e, "lastUsed"),
                            Fields.text(e, "comment")))
                .toList());
    return 0;
  }

  @Command(name = "show", description = "The list's text, comments included.")
  int show(@Option(names = "--json", description = "the server's answer as it is") boolean json) {
    JsonObject list = api().get("permit");
    if (json) {
      terminal().json(list);
    } else {
      edit().show(list);
    }
    return 0;
  }

  @Command(name = "add", description = "Adds an entry; it is in force at once.")
  int add(
      @Parameters(paramLabel = "ENTRY", arity = "1..*", description = ENTRY) List<String> words,
      @Option(names = "--reason", paramLabel = "TEXT", description = REASON) String reason,
      @Option(names = "--acknowledge", paramLabel = "NAME", description = Acknowledged.MEANING)
          String name) {
    String entry = String.join(" ", words);
    JsonObjectBuilder body = Json.createObjectBuilder().add("entry", entry);
    RuleListEdit.signed(body, reason, name);
    return edit().saved(api().post("permit/entries", body.build()), "added " + entry, entry);
  }

  @Command(name = "remove", description = "Removes an entry, written as it stands in the list.")
  int remove(
      @Parameters(paramLabel = "ENTRY", arity = "1..*", description = ENTRY) List<String> words,
      @Option(names = "--reason", paramLabel = "TEXT", description = REASON) String reason) {
    String entry = String.join(" ", words);
    return edit()
        .saved(
            api()
                .delete(
                    "permit/entries?entry=" + Api.segment(entry) + RuleListEdit.signed(reason, "")),
            "removed " + entry);
  }

  @Command(
      name = "check",
      description = "Looks for entries that relay nothing; exit status 1 if there are any.")
  int check() {
    return edit().check(api().get("permit"));
  }
}
