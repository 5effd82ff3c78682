package org.chukei.deployed;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A network namespace with nothing but loopback, where ports 25, 53 and 443 are free for whoever
 * plays a part of the Internet. Closing it ends what runs there. Needs root.
 */
final class PrivateNetwork implements Closeable {

  private final String name = "chukei-" + ProcessHandle.current().pid();
  private final Path logs;
  private final List<Process> processes = new ArrayList<>();

  /**
   * @param logs directory for what the programs there say
   */
  PrivateNetwork(Path logs) throws IOException {
    this.logs = logs;
    run("ip", "netns", "add", name);
    run("ip", "-n", name, "link", "set", "lo", "up");
  }

  /** What to put before a command to have it run there. */
  List<String> prefix() {
    return List.of("ip", "netns", "exec", name);
  }

  /** Starts a program there; its output goes into the returned file. */
  Path start(String label, Path directory, String... command) throws IOException {
    Path log = logs.resolve(label + ".log");
    processes.add(process(directory, log, command).start());
    return log;
  }

  /** Runs a program there to its end, with something on standard input. */
  String call(String input, String... command) throws IOException {
    Path log = Files.createTempFile(logs, "call", ".log");
    Process process = process(logs, log, command).start();
    process.getOutputStream().write(input.getBytes(StandardCharsets.US_ASCII));
    process.getOutputStream().close();
    Launcher.end(process);
    return Files.readString(log);
  }

  private ProcessBuilder process(Path directory, Path log, String... command) {
    List<String> all = new ArrayList<>(prefix());
    all.addAll(List.of(command));
    return new ProcessBuilder(all)
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(log.toFile());
  }

  private static void run(String... command) throws IOException {
    if (Launcher.end(new ProcessBuilder(command).inheritIO().start()) != 0) {
      throw new IOException(String.join(" ", command) + " failed; it takes root");
    }
  }

  @Override
  public void close() throws IOException {
    for (Process process : processes) {
      process.destroy();
      Launcher.end(process);
    }
    run("ip", "netns", "del", name);
  }
}
