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
import java.util.concurrent.Executors;
import org.chukei.connector.api.QueueId;
import org.chukei.database.ChukeiDataSource;
import org.chukei.database.Schema;

/**
 * A process of its own on a store in {@code chukei.home}: "segment", or else the embedded database.
 * With "put" it puts messages until it is killed, and prints each queue id when its put has
 * returned; with "large" it puts and reads one message of as many octets.
 */
final class StoreProcess {

  private static final int THREADS = 4;

  private StoreProcess() {}

  public static void main(String[] arguments) throws Exception {
    MessageStore store = arguments[0].equals("segment") ? segments() : database();
    store.recover();
    if (arguments[1].equals("put")) {
      for (int i = 1; i < THREADS; i++) {
        new Thread(() -> putForEver(store)).start();
      }
      putForEver(store);
    } else {
      putAndRead(store, Long.parseLong(arguments[2]));
      store.close();
      System.exit(0); // pools of threads
    }
  }

  private static MessageStore database() throws Exception {
    ChukeiDataSource dataSource = new ChukeiDataSource();
    new Schema(dataSource).migrate();
    return new DatabaseStore(new TestTransactions(dataSource), "a");
  }

  /** Small ones, so that they come and go. */
  static SegmentStore segments() {
    return new SegmentStore(
        new DirectoryDisk(Path.of(System.getProperty("chukei.home"), "queue")),
        Executors.newFixedThreadPool(2),
        new SecureRandom(),
        2 << 20,
        500_000);
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

  static Process start(Path home, Path printed, String heap, String... arguments)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+ExitOnOutOfMemoryError",
                "-Dchukei.home=" + home,
                "-cp",
                System.getProperty("java.class.path"),
                StoreProcess.class.getName()));
    command.addAll(Arrays.asList(arguments));
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(printed.toFile()))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Without a line that was cut short. */
  static List<String> ids(Path printed) throws IOException {
    return Files.exists(printed)
        ? Files.readAllLines(printed).stream()
            .filter(line -> QueueId.parse(line).isPresent())
            .toList()
        : List.of();
  }
}
