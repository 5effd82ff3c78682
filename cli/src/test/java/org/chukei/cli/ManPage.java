package org.chukei.cli;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The man page, from the help of the commands (man(7)). */
final class ManPage {

  private static final String HEAD =
      """
      .TH CHUKEI 8 "" "Chukei" "System administration"
      .SH NAME
      chukei \\- run and administer the Chukei SMTP relay
      .SH SYNOPSIS
      .B chukei
      .I COMMAND
      [\\fIARGUMENTS\\fR]
      .SH DESCRIPTION
      Runs the relay on the state in
      .BR $CHUKEI_HOME ,
      and administers the one that runs there through its REST API.
      .SH SERVER
      """;

  private static final String TAIL =
      """
      .SH EXIT STATUS
      0: done. 1: refused or failed. 2: the command line makes no sense. 3: the server cannot be
      reached, or is not serving. 78:
      .B run
      found a bad setting.
      .SH ENVIRONMENT
      .B CHUKEI_HOME
      is the directory with all state. Each setting of config/settings.md is a variable too.
      .B CHUKEI_JAVA_OPTIONS
      are options of the server's JVM, after those of config/jvm.options.
      .SH FILES
      In CHUKEI_HOME: chukei.properties (settings), api.token (opens the REST API), admin\\-password (until
      the first login), log/mail.log, log/server.log, queue, db, mail (Maildirs).
      .SH SEE ALSO
      docs/operations.md, SECURITY.md, config/settings.md
      """;

  private final CommandLine commands;
  private final String serverCommands;

  ManPage(CommandLine commands, String serverCommands) {
    this.commands = commands;
    this.serverCommands = serverCommands;
  }

  String text() {
    StringBuilder page = new StringBuilder(HEAD);
    verbatim(page, serverCommands);
    page.append(".SH COMMANDS\n");
    add(page, commands, "");
    return page.append(TAIL).toString();
  }

  /** Each command that does something; those that only group others have no section. */
  private static void add(StringBuilder page, CommandLine command, String above) {
    for (Map.Entry<String, CommandLine> entry : command.getSubcommands().entrySet()) {
      String name = (above + " " + entry.getKey()).trim();
      if (entry.getValue().getSubcommands().isEmpty()) {
        page.append(".SS ").append(escaped(name)).append('\n');
        verbatim(page, entry.getValue().getUsageMessage(Ansi.OFF));
      }
      add(page, entry.getValue(), name);
    }
  }

  private static void verbatim(StringBuilder page, String text) {
    page.append(".nf\n");
    text.lines().map(ManPage::escaped).forEach(line -> page.append(line).append('\n'));
    page.append(".fi\n");
  }

  private static String escaped(String line) {
    String escaped = line.replace("\\", "\\e").replace("-", "\\-").stripTrailing();
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }
}
