package org.chukei.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The command line of the relay. Exit status: 0 done; 1 refused or failed; 2 the command line makes
 * no sense; 3 the server can't be reached.
 */
@Command(
    name = "./chukei",
    synopsisSubcommandLabel = "COMMAND",
    description = "Administers the running relay through its REST API.",
    footer = {"", "The server itself: ./chukei help (run, status, stop, test)."})
public final class Chukei implements Runnable {

  static final int REFUSED = 1;
  static final int UNREACHABLE = 3;

  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "this text")
  private boolean help;

  private Chukei() {}

  public static void main(String[] args) {
    System.exit(run(args, System.getenv(), System.in, System.out, System.err));
  }

  /** The whole program but for the end of the process. */
  static int run(
      String[] args,
      Map<String, String> environment,
      InputStream in,
      PrintStream out,
      PrintStream err) {
    Terminal terminal = new Terminal(in, out, err);
    Supplier<ServerLocation> where = () -> ServerLocation.find(environment);
    Api api = new Api(where);
    CommandLine line = commandLine(api, where, terminal);
    try {
      return line.execute(args);
    } finally {
      terminal.flush();
    }
  }

  /** All commands there are. */
  static CommandLine commandLine(Api api, Supplier<ServerLocation> where, Terminal terminal) {
    CommandLine line = new CommandLine(new Chukei());
    for (Object command :
        new Object[] {
          new PermitCommand(api, terminal),
          new ConnectionCommand(api, terminal),
          new DomainCommand(api, terminal),
          new AccountCommand(api, terminal),
          new GroupCommand(api, terminal),
          new TransportCommand(api, terminal),
          new QueueCommand(api, terminal),
          new PolicyCommand(api, terminal),
          new SimulateCommand(api, terminal),
          new ExplainCommand(api, terminal),
          new DecisionsCommand(api, terminal),
          new MessageCommand(api, terminal),
          new SettingsCommand(api, terminal),
          new AuditCommand(api, terminal),
          new UserCommand(api, terminal),
          new AdminCommand(api, terminal),
          new BackupCommand(api, where, terminal)
        }) {
      line.addSubcommand(new CommandLine(command));
    }
    line.setOut(terminal.out());
    line.setErr(terminal.err());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler((e, words) -> terminal.misunderstood(e));
    line.setExecutionExceptionHandler((e, command, parsed) -> terminal.failure(e));
    JsonOption json = new JsonOption(api, terminal);
    json.addTo(line);
    line.setExecutionStrategy(json);
    return line;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
