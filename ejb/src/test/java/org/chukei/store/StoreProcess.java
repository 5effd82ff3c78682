package org.chukei.store;

import java.io.InputStream;
import java.time.Instant;
import java.util.Set;
import org.chukei.database.ChukeiDataSource;
import org.chukei.database.Schema;

/**
 * A process of its own on the embedded database in {@code chukei.home}. With "put" it puts messages
 * until it is killed, and prints each queue id when its put has returned; with "large" it puts and
 * reads one message of as many octets.
 */
final class StoreProcess {

  private static final int THREADS = 4;

  private StoreProcess() {}

  public static void main(String[] arguments) throws Exception {
    ChukeiDataSource dataSource = new ChukeiDataSource();
    new Schema(dataSource).migrate();
    DatabaseStore store = new DatabaseStore(new TestTransactions(dataSource), "a");
    if (arguments[0].equals("put")) {
      for (int i = 1; i < THREADS; i++) {
        new Thread(() -> putForEver(store)).start();
      }
      putForEver(store);
    } else {
      putAndRead(store, Long.parseLong(arguments[1]));
      new Schema(dataSource).close();
    }
  }

  private static void putForEver(DatabaseStore store) {
    try {
      for (int i = 0; true; i++) {
        long size = i % 10 == 0 ? 700_000 : 1_000;
        StoredEnvelope envelope =
            Messages.message(
                Instant.now(), "a@example.org", size, "b@example.com", "c@example.com");
        store.put(envelope, Messages.octets(size));
        System.out.println(envelope.queueId());
      }
    } catch (Exception e) {
      e.printStackTrace();
      Runtime.getRuntime().halt(1);
    }
  }

  private static void putAndRead(DatabaseStore store, long size) throws Exception {
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
}
