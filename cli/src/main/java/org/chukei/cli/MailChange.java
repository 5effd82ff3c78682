package org.chukei.cli;

import jakarta.json.JsonObjectBuilder;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which mail a command changes: what the choice says, or all of it, but never all by mistake. */
final class MailChange {

  private static final String ALL = "everything that is queued";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Mixin private MailChoice choice;

  @Option(names = "--all", description = ALL)
  private boolean all;

  @Option(names = "--json", description = QueueCommand.JSON)
  private boolean json;

  boolean wantsJson() {
    return json;
  }

  /** What the server is asked. */
  JsonObjectBuilder body() {
    if (all != choice.isEmpty()) {
      throw new ParameterException(
          new CommandLine(command), "say either which mail is meant or --all");
    }
    return choice.body(all);
  }

  @Override
  public String toString() {
    return all ? ALL : choice.toString();
  }
}
