package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.chukei.deployed.Launcher.Ran;

/**
 * A relay that {@code ./chukei run} started, on a home of its own and on free ports. It may be
 * killed, stopped and started again on what it left behind. Closing it ends its processes and
 * removes its home.
 */
public final class RunningRelay implements AutoCloseable {

  private static final String WAIT = "600";

  private final Path home;
  private final List<Integer> ports;
  private final Launcher launcher;
  private Process run;
  private String consolePassword = "";

  private RunningRelay(Path home, List<Integer> ports, Launcher launcher) {
    this.home = home;
    this.ports = ports;
    this.launcher = launcher;
  }

  /**
   * Returns when it serves.
   *
   * @param settings by variable; they go before what a test server is given otherwise: free ports,
   *     loopback only, the name mail.example.jp
   */
  public static RunningRelay start(Map<String, String> settings) throws IOException {
    return start(Files.createTempDirectory("chukei-home"), settings);
  }

  /**
   * The same, at home where a test says.
   *
   * @param home not there yet, and removed in the end
   */
  static RunningRelay start(Path home, Map<String, String> settings) throws IOException {
    return start(home, settings, List.of());
  }

  /** The same with its commands behind a prefix, see {@link Launcher}. */
  static RunningRelay start(Path home, Map<String, String> settings, List<String> prefix)
      throws IOException {
    List<Integer> ports = Ports.free(4);
    Map<String, String> all = new HashMap<>();
    all.put("CHUKEI_HOSTNAME", "mail.example.jp");
    all.put("CHUKEI_SMTP_ADDRESS", "127.0.0.1");
    all.put("CHUKEI_SMTP_MX_PORT", ports.get(0).toString());
    all.put("CHUKEI_SMTP_SUBMISSION_PORT", ports.get(1).toString());
    all.put("CHUKEI_HTTP_PORT", ports.get(2).toString());
    all.put("CHUKEI_SMTP_SUBMISSIONS_PORT", ports.get(3).toString());
    all.putAll(settings);
    RunningRelay relay = new RunningRelay(home, ports, new Launcher(home, all, prefix));
    relay.start();
    return relay;
  }

  /** Starts it, on the same home, and returns when it serves. */
  public void start() throws IOException {
    run = launcher.start(output(), "run");
    Ran status = launcher.call("status", "--wait", WAIT);
    if (status.status() != 0) {
      String said = Files.readString(output()) + "\n" + tail(serverLog());
      close();
      throw new AssertionError("it does not serve: " + status.out() + "\n" + said);
    }
    Path oneTimePassword = home.resolve("admin-password");
    if (Files.exists(oneTimePassword)) {
      consolePassword = Files.readString(oneTimePassword).trim();
    }
  }

  /** TERM to {@code ./chukei run}; its exit status. */
  public int stop() throws IOException {
    run.destroy();
    return Launcher.end(run);
  }

  /** KILL to the server, as a power cut would; the exit status of {@code ./chukei run}. */
  public int kill() throws IOException {
    server().destroyForcibly();
    return Launcher.end(run);
  }

  ProcessHandle server() throws IOException {
    long pid = Long.parseLong(Files.readString(home.resolve("chukei.pid")).trim());
    return ProcessHandle.of(pid).orElseThrow();
  }

  /** The administrator's, from the file of the first start; the first login deletes it. */
  String consolePassword() {
    return consolePassword;
  }

  public Path home() {
    return home;
  }

  public int mxPort() {
    return ports.get(0);
  }

  public int submissionPort() {
    return ports.get(1);
  }

  public int submissionsPort() {
    return ports.get(3);
  }

  public int httpPort() {
    return ports.get(2);
  }

  Launcher launcher() {
    return launcher;
  }

  /** A command that has to succeed; what it printed. */
  public String cli(String... arguments) throws IOException {
    return cliWithInput("", arguments);
  }

  /** A list as it was, for the tests that come after one that failed. */
  void restore(String list, String text) throws IOException {
    if (!cli(list, "export").equals(text)) {
      Path file = Files.writeString(Files.createTempFile("chukei-list", ".txt"), text);
      cli(list, "import", file.toString());
      Files.delete(file);
    }
  }

  /** A list's text for appending to it: empty, or with an end to its last line. */
  String listText(String list) throws IOException {
    String text = cli(list, "export");
    return text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
  }

  /** A command that has to succeed, with something on its standard input; what it printed. */
  public String cliWithInput(String input, String... arguments) throws IOException {
    Ran ran = launcher.callWithInput(input, arguments);
    assertThat(ran.status()).as("%s: %s", String.join(" ", arguments), ran).isZero();
    return ran.out();
  }

  /** What {@code ./chukei run} told its terminal, all starts together. */
  public String said() throws IOException {
    return Files.readString(output());
  }

  /** The messages in a local user's Maildir, each octet as one character. */
  public List<String> maildir(String domain, String localPart) {
    Path arrived = home.resolve("mail").resolve(domain).resolve(localPart).resolve("new");
    if (!Files.isDirectory(arrived)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(arrived)) {
      return files.sorted().map(RunningRelay::octets).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String octets(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path serverLog() {
    return home.resolve("log/server.log");
  }

  private Path output() {
    return home.resolveSibling(home.getFileName() + ".run");
  }

  private static String tail(Path file) throws IOException {
    if (!Files.exists(file)) {
      return "";
    }
    List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
  }

  @Override
  public void close() throws IOException {
    try {
      if (run.isAlive()) {
        stop();
      }
    } finally {
      try (Stream<Path> files = Files.walk(home)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
      Files.deleteIfExists(output());
    }
  }
}
