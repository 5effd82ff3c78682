package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients that send as fast as they are answered, each message to a recipient of its own; the
 * account of what the relay has acknowledged, against which its next hop's is held.
 */
final class Traffic implements AutoCloseable {

  static final String SENDER = "sender@example.com";

  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final RunningRelay relay;
  private final NextHop hop;
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private final AtomicInteger serial = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Future<?>> clients = new ArrayList<>();
  private volatile boolean isOn;

  Traffic(RunningRelay relay, NextHop hop) {
    this.relay = relay;
    this.hop = hop;
  }

  /** What all this traffic needs, and no more. */
  static void permit(RunningRelay relay) throws IOException {
    relay.cli("connection", "add", "UNCONDITIONAL", "127.0.0.1");
    relay.cli("permit", "add", "127.0.0.1");
  }

  /** Sends until {@link #end}, or until the connection breaks. */
  void begin(int count) {
    isOn = true;
    for (int i = 0; i < count; i++) {
      clients.add(threads.submit(this::sendUntilTheEnd));
    }
  }

  private void sendUntilTheEnd() {
    try (Talk talk = Talk.from("127.0.0.1", relay.mxPort())) {
      while (isOn) {
        send(talk, 900);
      }
    } catch (IOException e) {
      // The power failed.
    }
  }

  /**
   * One message.
   *
   * @param octets of its body, about
   * @return the reply to its content
   */
  String send(Talk talk, int octets) throws IOException {
    String recipient = "m" + serial.incrementAndGet() + "@example.net";
    talk.envelope(SENDER, recipient);
    String body = ("x".repeat(70) + "\r\n").repeat(octets / 72 + 1);
    String reply = talk.content("Subject: " + recipient + "\r\n\r\n" + body);
    if (reply.startsWith("250 ")) {
      acknowledged.add(recipient);
    }
    return reply;
  }

  /** Returns when so many more are acknowledged. */
  void awaitMore(int count) {
    int enough = acknowledged.size() + count;
    await("more to be acknowledged").atMost(PATIENCE).until(() -> acknowledged.size() >= enough);
  }

  /** Returns when no client sends any more. Fails where one met what none should meet. */
  void end() throws InterruptedException, ExecutionException, TimeoutException {
    isOn = false;
    for (Future<?> client : clients) {
      client.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
    clients.clear();
  }

  Set<String> acknowledged() {
    return Set.copyOf(acknowledged);
  }

  /** Losses 0: each that was acknowledged is at the next hop, or was refused there. */
  void awaitAllAnsweredFor() {
    await("all that was acknowledged")
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(hop.answeredFor()).containsAll(acknowledged));
  }

  @Override
  public void close() {
    isOn = false;
    threads.shutdownNow();
  }
}
