package org.chukei.backup;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.chukei.account.NotFoundException;
import org.chukei.config.Settings;
import org.chukei.connector.api.QueueId;
import org.chukei.database.ChukeiDataSource;
import org.chukei.database.DatabaseCopy;
import org.chukei.store.MessageStore;
import org.chukei.store.NodeName;

/**
 * Copies of what changes while the relay runs, database and queue, for whoever archives {@code
 * CHUKEI_HOME}: the rest of it may be read as it lies there. One copy at a time; a new one ends the
 * one before, so that what an archiver left behind keeps no space for ever.
 *
 * <p>The database comes first. What happens between the two is as if it had not been written down
 * in the database yet: a deferred recipient without a row is tried at once, a row without a message
 * is dropped. So all that was acknowledged before, and is not delivered, is owed in the copy.
 */
@ApplicationScoped
public class Backups {

  /** In each copy; says what it is, for whoever restores it. */
  public static final String MANIFEST = "chukei-backup.properties";

  private static final String FORMAT = "1";

  private final Path directory;
  private final DataSource dataSource;
  private final MessageStore store;
  private final NodeName node;
  private final Clock clock;

  /**
   * @param id names it until it is discarded
   * @param directory holds {@code queue} where mail is kept in files, {@code db} where the database
   *     is the embedded one, and the manifest
   * @param withDatabase false: the database is elsewhere, and has a backup of its own
   * @param mailInDatabase mail that waits is where the database is; else it is in {@code queue},
   *     and a database elsewhere is to be backed up before this copy is taken
   */
  public record Copy(String id, Path directory, boolean withDatabase, boolean mailInDatabase) {

    /** {@code embedded}: it is in the copy; or {@code elsewhere}. */
    public String database() {
      return withDatabase ? "embedded" : "elsewhere";
    }

    /** {@code queue} or {@code database}: which of the two holds the mail that waits. */
    public String mail() {
      return mailInDatabase ? "database" : "queue";
    }
  }

  /** For the container's proxies. */
  protected Backups() {
    directory = null;
    dataSource = null;
    store = null;
    node = null;
    clock = null;
  }

  @Inject
  public Backups(Settings settings, MessageStore store, NodeName node, Clock clock) {
    this(settings.home(), new ChukeiDataSource(), store, node, clock);
  }

  Backups(Path home, DataSource dataSource, MessageStore store, NodeName node, Clock clock) {
    this.directory = home.resolve("backup");
    this.dataSource = dataSource;
    this.store = store;
    this.node = node;
    this.clock = clock;
  }

  /**
   * Makes the copy; readable by our own user only, for it holds secrets.
   *
   * @throws IOException store or database can't be copied now; nothing is left behind
   */
  public synchronized Copy take() throws IOException {
    Instant now = clock.instant();
    tidy();
    String id = QueueId.at(now).text();
    Path copy = directory.resolve(id);
    Files.createDirectories(
        copy, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    try {
      boolean withDatabase = DatabaseCopy.make(dataSource, copy.resolve("db"));
      boolean mailInDatabase = !store.copyTo(copy.resolve("queue"));
      Copy taken = new Copy(id, copy, withDatabase, mailInDatabase);
      Files.write(
          copy.resolve(MANIFEST),
          List.of(
              "format=" + FORMAT,
              "node=" + node.text(),
              "taken=" + now,
              "database=" + taken.database(),
              "mail=" + taken.mail()));
      return taken;
    } catch (IOException | RuntimeException e) {
      delete(copy);
      throw e;
    }
  }

  /**
   * @throws NotFoundException there is no such copy, or no longer
   */
  public synchronized void discard(String id) throws IOException {
    Path copy = directory.resolve(id);
    if (QueueId.parse(id).isEmpty() || !Files.isDirectory(copy)) {
      throw new NotFoundException("there is no copy " + id);
    }
    delete(copy);
  }

  /** Deletes what is there; at start, what a former life left behind. */
  public synchronized void tidy() throws IOException {
    if (Files.isDirectory(directory)) {
      delete(directory);
    }
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> all = Files.walk(tree)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
