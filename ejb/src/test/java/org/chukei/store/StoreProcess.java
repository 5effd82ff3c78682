package org.chukei.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.chukei.connector.api.QueueId;
import org.chukei.database.Schema;
import org.chukei.database.TestDataSource;

/**
 * A process of its own on a store in a home directory. With "put" it puts messages until it is
 * killed, and prints each queue id when its put has returned; with "large" it puts and reads one
 * message of as many octets.
 */
final class StoreProcess {

  private static final int THREADS = 4;

  private StoreProcess() {}

  enum Kind {
    SEGMENT(Integer.getInteger("chukei.segment.kills", 4)) {
      @Override
      Opened open(Path home) {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        return new Opened(segments(home, threads), threads::shutdown);
      }
    },
    /** The embedded one. */
    DATABASE(Integer.getInteger("chukei.database.kills", 2)) {
      @Override
      Opened open(Path home) throws IOException {
        Schema schema = new Schema(TestDataSource.embedded(home));
        schema.migrate();
        return new Opened(
            new DatabaseStore(new TestTransactions(TestDataSource.embedded(home)), "a"),
            schema::close);
      }
    };

    private final int kills;

    Kind(int kills) {
      this.kills = kills;
    }

    /** How often a test kills it. */
    int kills() {
      return kills;
    }

    abstract Opened open(Path home) throws IOException;
  }

  /**
   * @param end what to do behind the store
   */
  record Opened(MessageStore store, Runnable end) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      store.close();
      end.run();
    }
  }

  /**
   * @param arguments a kind's name, the home directory, what to do
   */
  public static void main(String[] arguments) throws Exception {
    Opened opened = Kind.valueOf(arguments[0]).open(Path.of(arguments[1]));
    MessageStore store = opened.store();
    store.recover();
    if (arguments[2].equals("put")) {
      for (int i = 1; i < THREADS; i++) {
        new Thread(() -> putForEver(store)).start();
      }
      putForEver(store);
    } else {
      putAndRead(store, Long.parseLong(arguments[3]));
      opened.close();
      System.exit(0); // pools of threads
    }
  }

  /** Small ones, so that they come and go. */
  private static SegmentStore segments(Path home, Executor threads) {
    return new SegmentStore(
        new DirectoryDisk(home.resolve("queue")), threads, new SecureRandom(), 2 << 20, 500_000);
  }

  private static void putForEver(MessageStore store) {
    try {
      for (int i = 0; true; i++) {
        long size = i % 10 == 0 ? 700_000 : 1_000;
        StoredEnvelope envelope =
            Messages.message(
                Instant.now(), "a@example.org", size, "b@example.com", "c@example.com");
        store.put(envelope, Messages.octets(size));
        System.out.println(envelope.queueId());
        // Comes and goes unseen beside those that are counted.
        StoredEnvelope passing = Messages.message(Instant.now(), "a@example.org", 20_000, "d@e");
        store.put(passing, Messages.octets(20_000));
        store.settle(passing.queueId(), Set.of(0));
      }
    } catch (Exception e) {
      e.printStackTrace();
      Runtime.getRuntime().halt(1);
    }
  }

  private static void putAndRead(MessageStore store, long size) throws Exception {
    StoredEnvelope envelope =
        Messages.message(Instant.now(), "a@example.org", size, "b@example.com");
    store.put(envelope, Messages.octets(size));
    long read = 0;
    byte[] buffer = new byte[8192];
    try (InputStream in = store.content(envelope.queueId()).open()) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        read += count;
      }
    }
    store.settle(envelope.queueId(), Set.of(0));
    System.out.println(read);
  }

  static Process start(Kind kind, Path home, Path printed, String heap, String... arguments)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                StoreProcess.class.getName(),
                kind.name(),
                home.toString()));
    command.addAll(Arrays.asList(arguments));
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(printed.toFile()))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Without a line that was cut short. */
  static List<QueueId> ids(Path printed) throws IOException {
    return Files.exists(printed)
        ? Files.readAllLines(printed).stream()
            .flatMap(line -> QueueId.parse(line).stream())
            .toList()
        : List.of();
  }
}
