package org.chukei.cli;

import java.util.HashSet;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/**
 * Gives {@code --json} to every command that has none of its own: instead of the words that it has
 * for people, the server's last answer is printed as it is.
 */
final class JsonOption implements IExecutionStrategy {

  private static final String NAME = "--json";

  private final Api api;
  private final Terminal terminal;
  private final Set<CommandSpec> added = new HashSet<>();

  JsonOption(Api api, Terminal terminal) {
    this.api = api;
    this.terminal = terminal;
  }

  void addTo(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    if (command.getSubcommands().isEmpty() && spec.findOption(NAME) == null) {
      spec.addOption(
          OptionSpec.builder(NAME)
              .type(boolean.class)
              .description("the server's answer as it is")
              .build());
      added.add(spec);
    }
    command.getSubcommands().values().forEach(this::addTo);
  }

  @Override
  public int execute(ParseResult parsed) {
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    boolean isAsked = added.contains(last.commandSpec()) && last.hasMatchedOption(NAME);
    if (!isAsked) {
      return new RunLast().execute(parsed);
    }
    terminal.mute();
    int status = new RunLast().execute(parsed);
    terminal.json(api.last());
    return status;
  }
}
