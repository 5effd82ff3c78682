package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** More questions at a time than the container's default pool of 32 beans. */
@ExtendWith(SharedRelay.class)
class ConcurrencyIT {

  static final int CLIENTS = 40;

  /** What one client does. */
  interface Part {
    void play(Talk talk, Runnable together, int number) throws Exception;
  }

  @Test
  void forty_clients_authenticate_at_once(RunningRelay relay) throws Exception {
    together(
        SharedRelay.PERMITTED,
        relay.submissionPort(),
        (talk, together, number) -> {
          together.run();
          talk.login("info@example.jp", SharedRelay.PASSWORD);
        });
  }

  @Test
  void forty_messages_are_taken_at_once(RunningRelay relay, NextHop hop) throws Exception {
    fortyMessagesAtOnce(SharedRelay.PERMITTED, relay.mxPort(), hop);
  }

  /** Each is accepted, and each arrives. */
  static void fortyMessagesAtOnce(String from, int port, NextHop hop) throws Exception {
    together(
        from,
        port,
        (talk, together, number) -> {
          talk.envelope("sender@example.com", "at-once-" + number + "@example.net");
          together.run();
          assertThat(talk.content("Subject: " + number + "\r\n\r\n" + "x\r\n".repeat(3000)))
              .startsWith("250 ");
        });

    for (int i = 0; i < CLIENTS; i++) {
      hop.awaitMessageTo("at-once-" + i + "@example.net");
    }
  }

  private static void together(String from, int port, Part part) throws Exception {
    CyclicBarrier barrier = new CyclicBarrier(CLIENTS);
    Runnable together =
        () -> {
          try {
            barrier.await();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        };
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Callable<Void>> parts = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        int number = i;
        parts.add(() -> playOne(from, port, part, together, number));
      }
      for (Future<Void> played : clients.invokeAll(parts)) {
        played.get();
      }
    } finally {
      clients.shutdownNow();
    }
  }

  private static Void playOne(String from, int port, Part part, Runnable together, int number)
      throws IOException {
    try (Talk talk = Talk.from(from, port)) {
      part.play(talk, together, number);
      return null;
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("client " + number, e);
    }
  }
}
