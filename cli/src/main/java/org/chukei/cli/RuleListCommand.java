package org.chukei.cli;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the commands of both lists have in common: their text and its versions. */
abstract class RuleListCommand {

  static final String REASON = "why; kept with the version";

  private static final String FORMATS =
      "chukei (default), pmail, and for the permit list postfix-mynetworks, postfix-cidr, exim,"
          + " hmailserver, exchange";

  private final Api api;
  private final Terminal terminal;
  private final RuleListEdit edit;
  private final String path;

  /**
   * @param path of the list beneath the API
   */
  RuleListCommand(Api api, Terminal terminal, String path) {
    this.api = api;
    this.terminal = terminal;
    this.edit = new RuleListEdit(terminal);
    this.path = path;
  }

  Api api() {
    return api;
  }

  Terminal terminal() {
    return terminal;
  }

  RuleListEdit edit() {
    return edit;
  }

  @Command(name = "export", description = "The list's text to standard output, octet for octet.")
  int export(
      @Option(names = "--version", paramLabel = "N", description = "an old one; default: in force")
          Long version,
      @Option(names = "--json", description = "the server's answer as it is") boolean json) {
    if (version != null && version < 0) {
      throw new RefusedException("versions count from 1, and 0 is the empty list; not " + version);
    }
    JsonObject list = api.get(version == null ? path : path + "/versions/" + version);
    if (json) {
      terminal.json(list);
    } else {
      terminal.raw(list.getString("text"));
    }
    return 0;
  }

  @Command(name = "versions", description = "Who saved what and why, newest first.")
  int versions(
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "50",
              description = "at most N (${DEFAULT-VALUE})")
          int limit,
      @Option(names = "--json", description = "the server's answer as it is") boolean json) {
    JsonObject answer = api.get(path + "/versions?limit=" + limit);
    if (json) {
      terminal.json(answer);
      return 0;
    }
    terminal.table(
        List.of("VERSION", "SAVED", "BY", "LINES", "REASON", "ACKNOWLEDGED BY"),
        Fields.objects(answer, "versions").stream()
            .map(
                v ->
                    List.of(
                        Fields.text(v, "version"),
                        Fields.text(v, "savedAt"),
                        Fields.text(v, "author"),
                        "+" + Fields.text(v, "added") + " -" + Fields.text(v, "removed"),
                        Fields.text(v, "reason"),
                        Fields.text(v, "acknowledgedBy")))
            .toList());
    return 0;
  }

  @Command(
      name = "diff",
      description = "What a version changed, or what one has that another has not; unified.")
  int diff(
      @Parameters(paramLabel = "VERSION") long version,
      @Parameters(paramLabel = "OTHER", arity = "0..1", description = "0: the empty list")
          Long other) {
    JsonObject answer =
        other == null
            ? api.get(path + "/versions/" + version)
            : api.get(path + "/versions/" + version + "/diff?to=" + other);
    answer.getString("diff").lines().forEach(terminal::print);
    return 0;
  }

  @Command(name = "rollback", description = "Makes an old version's text the list again.")
  int rollback(
      @Parameters(paramLabel = "VERSION", description = "0: the empty list") long version,
      @Option(names = "--reason", paramLabel = "TEXT", description = REASON) String reason,
      @Option(names = "--acknowledge", paramLabel = "NAME", description = Acknowledged.MEANING)
          String name) {
    JsonObjectBuilder body = RuleListEdit.signed(Json.createObjectBuilder(), reason, name);
    JsonObject list = api.post(path + "/versions/" + version + "/rollback", body.build());
    return edit.saved(
        list, "back to version " + version + ", which is version " + Fields.text(list, "version"));
  }

  @Command(
      name = "import",
      description = "Replaces the whole list by a file, and tells what that changes.",
      footer = {"", "docs/importing.md says what is read of each format."})
  int replace(
      @Parameters(paramLabel = "FILE") Path file,
      @Option(names = "--format", paramLabel = "FORMAT", description = FORMATS) String format,
      @Option(names = "--dry-run", description = "tells what it would change, and saves nothing")
          boolean dryRun,
      @Option(names = "--json", description = "the server's answer as it is") boolean json,
      @Option(names = "--reason", paramLabel = "TEXT", description = REASON) String reason,
      @Option(names = "--acknowledge", paramLabel = "NAME", description = Acknowledged.MEANING)
          String name) {
    JsonObjectBuilder body = Json.createObjectBuilder().add("text", RuleListEdit.read(file));
    if (format != null) {
      body.add("format", format);
    }
    if (dryRun) {
      body.add("dryRun", true);
    }
    JsonObject report = api.post(path + "/import", RuleListEdit.signed(body, reason, name).build());
    if (json) {
      terminal.json(report);
      return 0;
    }
    return new ImportReport(terminal).show(report, dryRun);
  }
}
