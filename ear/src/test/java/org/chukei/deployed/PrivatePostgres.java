package org.chukei.deployed;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A PostgreSQL server of our own, on a free port of loopback and a directory that is removed with
 * it. It refuses to run as root; then it runs as the user {@code postgres} of Debian's package.
 */
final class PrivatePostgres implements Closeable {

  private static final String USER = "chukei";
  private static final String PASSWORD = "of the database";

  private static final boolean ROOT = System.getProperty("user.name").equals("root");

  private final Path directory;
  private final Path programs;
  private final int port;

  private PrivatePostgres(Path directory, Path programs, int port) {
    this.directory = directory;
    this.programs = programs;
    this.port = port;
  }

  static PrivatePostgres start() throws IOException {
    Path directory = Files.createTempDirectory("chukei-postgres");
    int port = Ports.free(1).get(0);
    PrivatePostgres postgres = new PrivatePostgres(directory, programs(), port);
    Path password = Files.writeString(directory.resolve("password"), PASSWORD + "\n");
    if (ROOT) {
      call(List.of("chown", "-R", "postgres", directory.toString()));
    }
    postgres.call(
        "initdb",
        "-D",
        postgres.data(),
        "-U",
        USER,
        "--auth=scram-sha-256",
        "--no-sync",
        "--encoding=UTF8",
        "--pwfile=" + password);
    postgres.comeBack();
    return postgres;
  }

  /** Ends it in the middle of whatever it does, as a loss of power would. */
  void goAway() throws IOException {
    call("pg_ctl", "-D", data(), "-m", "immediate", "stop");
  }

  /** Starts it on what it left behind, on the same port. */
  void comeBack() throws IOException {
    call(
        "pg_ctl",
        "-D",
        data(),
        "-w",
        "-l",
        directory.resolve("log").toString(),
        "-o",
        "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=" + directory,
        "start");
  }

  /** What chooses it as a relay's database. */
  Map<String, String> settings() {
    return settings("postgres");
  }

  /** The same for one of its databases. */
  Map<String, String> settings(String database) {
    return Map.of(
        "CHUKEI_DB_URL",
        "jdbc:postgresql://127.0.0.1:" + port + "/" + database,
        "CHUKEI_DB_USER",
        USER,
        "CHUKEI_DB_PASSWORD",
        PASSWORD);
  }

  /** The answer to a question that has one value. */
  String ask(String sql) throws IOException {
    return call("psql", "-X", "-A", "-t", "-c", sql, login()).strip();
  }

  /** Its own tool's archive, which is gone with this server. */
  Path dump() throws IOException {
    Path dump = directory.resolve("dump");
    call("pg_dump", "-Fc", "-f", dump.toString(), login());
    return dump;
  }

  /** An empty database, as after a loss. */
  void loseAll() throws IOException {
    ask("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
  }

  void restore(Path dump) throws IOException {
    call("pg_restore", "--no-owner", "--exit-on-error", "-d", login(), dump.toString());
  }

  private String login() {
    return "host=127.0.0.1 port="
        + port
        + " dbname=postgres user="
        + USER
        + " password='"
        + PASSWORD
        + "'";
  }

  private String data() {
    return directory.resolve("data").toString();
  }

  /** The newest that is installed. */
  private static Path programs() throws IOException {
    try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
      return versions.max(Comparator.comparing(Path::toString)).orElseThrow().resolve("bin");
    }
  }

  private String call(String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (ROOT) {
      command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
    }
    command.add(programs.resolve(program).toString());
    command.addAll(List.of(arguments));
    return call(command);
  }

  /** What it printed. */
  private static String call(List<String> command) throws IOException {
    Path output = Files.createTempFile("chukei-postgres", ".txt");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(Path.of("/").toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (Launcher.end(process) != 0) {
        throw new IOException(String.join(" ", command) + ": " + Files.readString(output));
      }
      return Files.readString(output);
    } finally {
      Files.delete(output);
    }
  }

  @Override
  public void close() throws IOException {
    goAway();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
