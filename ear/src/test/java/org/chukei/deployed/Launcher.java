package org.chukei.deployed;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Calls {@code ./chukei} on one home directory, with settings of its own. */
public final class Launcher {

  private static final Duration PATIENCE = Duration.ofMinutes(11);

  /** What a call that has ended left behind. */
  public record Ran(int status, String out, String err) {}

  private final Path root = Path.of(System.getProperty("chukei.root", "..")).toAbsolutePath();
  private final Path home;
  private final Map<String, String> settings;
  private final List<String> prefix;

  /**
   * @param settings by variable, {@code CHUKEI_HTTP_PORT}
   */
  public Launcher(Path home, Map<String, String> settings) {
    this(home, settings, List.of());
  }

  /**
   * @param prefix stands before each command, such as what runs it in another network
   */
  Launcher(Path home, Map<String, String> settings, List<String> prefix) {
    this.home = home;
    this.settings = Map.copyOf(settings);
    this.prefix = List.copyOf(prefix);
  }

  /** The same, with one more variable in its environment. */
  Launcher with(String variable, String value) {
    Map<String, String> more = new HashMap<>(settings);
    more.put(variable, value);
    return new Launcher(home, more, prefix);
  }

  /** Calls, and waits for the end. */
  public Ran call(String... arguments) throws IOException {
    return callWithInput("", arguments);
  }

  /** Calls with something on standard input, and waits for the end. */
  public Ran callWithInput(String input, String... arguments) throws IOException {
    Path out = Files.createTempFile("chukei-out", ".txt");
    Path err = Files.createTempFile("chukei-err", ".txt");
    try {
      Process process =
          builder(arguments).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().close();
      int status = end(process);
      return new Ran(status, Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  /** Starts, and does not wait; both outputs go to the file. */
  Process start(Path output, String... arguments) throws IOException {
    File file = output.toFile();
    return builder(arguments)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(file))
        .redirectInput(new File("/dev/null"))
        .start();
  }

  /** The exit status. */
  static int end(Process process) throws IOException {
    try {
      if (process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        return process.exitValue();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    throw new IOException("it has not ended: " + process.info().commandLine().orElse(""));
  }

  private ProcessBuilder builder(String... arguments) {
    List<String> command = new ArrayList<>(prefix);
    command.add(root.resolve("chukei").toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(root.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("CHUKEI_"));
    builder.environment().put("CHUKEI_HOME", home.toString());
    builder.environment().putAll(settings);
    return builder;
  }
}
