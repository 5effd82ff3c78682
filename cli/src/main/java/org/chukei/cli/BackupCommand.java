package org.chukei.cli;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Archives {@code CHUKEI_HOME} while the relay runs: of queue and database, which change, a copy
 * that the server makes; all else as it lies there. To be run on the server's machine, as its user.
 */
@Command(
    name = "backup",
    description = {
      "Archives CHUKEI_HOME while the relay runs, as tar with gzip: queue, database, Maildirs,"
          + " settings, keys. All mail that was acknowledged before and is not delivered is in it."
          + " It holds secrets; its mode is 0600.",
      "Where the database is PostgreSQL, take its own backup (pg_dump) first; it is not in this one,"
          + " and with CHUKEI_STORE=database neither is the mail that waits."
    })
final class BackupCommand implements Callable<Integer> {

  /** What a restored home does without, or has from the copy; patterns of tar. */
  private static final List<String> LEFT_OUT =
      List.of(
          "queue", "db", "backup", "log", "server", "tmp", "run.lock", "run.state", "chukei.pid");

  /** The server copies its database for as long as that takes. */
  private static final Duration PATIENCE = Duration.ofHours(1);

  /** GNU tar: a file changed or vanished while it was read, as Maildirs' files do. */
  private static final int SOME_CHANGED = 1;

  private final Api api;
  private final Supplier<ServerLocation> where;
  private final Terminal terminal;

  @Parameters(paramLabel = "FILE", description = "where to; it must not exist")
  private Path file;

  @Option(names = "--json", description = "what was done, as JSON")
  private boolean json;

  BackupCommand(Api api, Supplier<ServerLocation> where, Terminal terminal) {
    this.api = api;
    this.where = where;
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Path home = where.get().home();
    create();
    boolean done = false;
    try {
      JsonObject copy = api.post("backup", JsonValue.EMPTY_JSON_OBJECT, PATIENCE);
      try {
        archive(home, Path.of(copy.getString("directory")));
      } finally {
        api.delete("backup/" + Api.segment(copy.getString("id")));
      }
      done = true;
      tell(copy);
      return 0;
    } finally {
      if (!done) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** First of all, so that nobody else can read it at any time. */
  private void create() {
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException e) {
      throw new RefusedException(file + " is there already; nothing was written");
    } catch (IOException e) {
      throw new RefusedException(file + " can't be written: " + Terminal.reason(e), e);
    }
  }

  private void archive(Path home, Path copy) throws IOException {
    List<String> command = new ArrayList<>(List.of("tar", "--create", "--gzip", "--anchored"));
    command.addAll(List.of("--warning=no-file-changed", "--warning=no-file-removed"));
    LEFT_OUT.forEach(name -> command.add("--exclude=./" + name));
    Path target = file.toRealPath();
    if (target.startsWith(home.toRealPath())) {
      command.add("--exclude=./" + home.toRealPath().relativize(target));
    }
    command.addAll(List.of("--file=" + target, "--directory=" + copy));
    command.add("chukei-backup.properties"); // first, for restore looks at it first
    for (String part : List.of("queue", "db")) {
      if (Files.isDirectory(copy.resolve(part))) {
        command.add(part);
      }
    }
    command.addAll(List.of("--directory=" + home, "."));
    Process tar = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (tar.waitFor() > SOME_CHANGED) {
        throw new RefusedException("tar failed, nothing was kept: " + said.trim());
      }
    } catch (InterruptedException e) {
      tar.destroy();
      Thread.currentThread().interrupt();
      throw new RefusedException("interrupted, nothing was kept");
    }
  }

  private void tell(JsonObject copy) throws IOException {
    String database = copy.getString("database");
    String mail = copy.getString("mail");
    long size = Files.size(file);
    if (json) {
      terminal.json(
          Json.createObjectBuilder()
              .add("file", file.toAbsolutePath().toString())
              .add("size", size)
              .add("database", database)
              .add("mail", mail)
              .build());
      return;
    }
    terminal.print(
        "%s: %,d octets; it holds secrets, keep it as well as the home".formatted(file, size));
    if (database.equals("elsewhere")) {
      terminal.warn(
          mail.equals("database")
              ? "database and mail are not in it: both are in PostgreSQL's own backup (pg_dump)"
              : "the database is not in it: it has a backup of its own (pg_dump), taken before");
    }
  }
}
