package org.chukei.store;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many messages a second the store takes; to be started by hand: {@code SegmentStoreBench
 * directory seconds octets settle|keep writers...}. With "settle" each message is settled at once,
 * as one that is relayed without delay.
 */
final class SegmentStoreBench {

  private SegmentStoreBench() {}

  public static void main(String[] arguments) throws Exception {
    int seconds = Integer.parseInt(arguments[1]);
    byte[] content = new byte[Integer.parseInt(arguments[2])];
    new java.util.Random(1).nextBytes(content);
    boolean settles = arguments[3].equals("settle");
    for (int i = 4; i < arguments.length; i++) {
      Path directory = Files.createTempDirectory(Path.of(arguments[0]), "bench");
      run(directory, Integer.parseInt(arguments[i]), seconds, content, settles);
    }
  }

  private static void run(Path directory, int writers, int seconds, byte[] content, boolean settles)
      throws Exception {
    ExecutorService flusher = Executors.newFixedThreadPool(2);
    SegmentStore store =
        new SegmentStore(
            new DirectoryDisk(directory),
            flusher,
            new SecureRandom(),
            SegmentStore.SEGMENT_SIZE,
            SegmentStore.LARGE);
    store.recover();
    AtomicLong puts = new AtomicLong();
    AtomicLong longest = new AtomicLong();
    long start = System.nanoTime();
    long end = start + TimeUnit.SECONDS.toNanos(seconds);
    ExecutorService pool = Executors.newFixedThreadPool(writers);
    CountDownLatch done = new CountDownLatch(writers);
    for (int i = 0; i < writers; i++) {
      pool.execute(
          () -> {
            try {
              while (System.nanoTime() < end) {
                long before = System.nanoTime();
                StoredEnvelope envelope =
                    Messages.message(
                        Instant.now(), "sender@example.org", content.length, "to@example.com");
                store.put(envelope, () -> new ByteArrayInputStream(content));
                longest.accumulateAndGet(System.nanoTime() - before, Math::max);
                puts.incrementAndGet();
                if (settles) {
                  store.settle(envelope.queueId(), Set.of(0));
                }
              }
            } catch (Exception e) {
              e.printStackTrace();
            } finally {
              done.countDown();
            }
          });
    }
    done.await();
    double took = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "%d writers, %d octets, %s: %.0f puts/s, longest %d ms%n",
        writers,
        content.length,
        settles ? "settled" : "kept",
        puts.get() / took,
        longest.get() / 1_000_000);
    pool.shutdown();
    store.close();
    flusher.shutdown();
    try (var files = Files.walk(directory)) {
      files.sorted(java.util.Comparator.reverseOrder()).forEach(f -> f.toFile().delete());
    }
  }
}
