package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.chukei.deployed.NextHop.Mood;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The relay is killed in mid-traffic again and again, and stopped with work in its hands, while the
 * next hop misbehaves in every way: what it acknowledged arrives. {@code -Dchukei.kills=300} kills
 * it as often.
 */
class NothingLostIT {

  private static final int KILLS = Integer.getInteger("chukei.kills", 5);
  private static final int CLIENTS = 8;
  private static final int MESSAGES_BETWEEN_KILLS = 150;
  private static final List<Mood> MOODS = List.of(Mood.values());

  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private final AtomicInteger serial = new AtomicInteger();
  private NextHop hop;
  private RunningRelay relay;

  @BeforeEach
  void start() throws IOException {
    hop = NextHop.open();
    relay =
        RunningRelay.start(
            Map.of(
                "CHUKEI_DELIVERY_SMARTHOST",
                "127.0.0.1:" + hop.port(),
                "CHUKEI_RETRY_SCHEDULE",
                "1s,2s"));
    relay.cli("connection", "add", "UNCONDITIONAL", "127.0.0.1");
    relay.cli("permit", "add", "127.0.0.1");
  }

  @AfterEach
  void end() throws IOException {
    relay.close();
    hop.close();
  }

  @Test
  void whatever_was_acknowledged_arrives_though_the_power_fails_and_the_next_hop_misbehaves()
      throws Exception {
    Random random = new Random(20261124);
    hop.moods(() -> mood(random));
    for (int kill = 0; kill < KILLS; kill++) {
      if (kill > 0) {
        relay.start();
      }
      ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
      for (int i = 0; i < CLIENTS; i++) {
        clients.execute(this::sendUntilTheEnd);
      }
      int enough = acknowledged.size() + MESSAGES_BETWEEN_KILLS;
      await().atMost(Duration.ofSeconds(120)).until(() -> acknowledged.size() > enough);
      assertThat(relay.kill()).isNotZero();
      clients.shutdown();
      assertThat(clients.awaitTermination(90, TimeUnit.SECONDS)).isTrue();
      assertThat(relay.launcher().call("status").out()).contains("KILL");
    }
    hop.moods(() -> Mood.GOOD);
    relay.start();

    await("all that was acknowledged")
        .atMost(Duration.ofMinutes(4))
        .untilAsserted(() -> assertThat(answeredFor()).containsAll(acknowledged));
    Map<String, Long> copies =
        hop.messages().stream()
            .flatMap(message -> message.recipients().stream())
            .filter(acknowledged::contains)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    long repeated = copies.values().stream().filter(count -> count > 1).count();
    System.out.printf(
        "%d kills: %d acknowledged, %d refused, 0 lost, %d delivered more than once%n",
        KILLS, acknowledged.size(), hop.refused().size(), repeated);
    // Each copy but one was in flight when the next hop cut the connection, or the power failed.
    List<String> unsaid = hop.unsaid();
    copies.forEach(
        (recipient, count) ->
            assertThat(count)
                .as(recipient)
                .isLessThanOrEqualTo(1L + KILLS + Collections.frequency(unsaid, recipient)));
  }

  /** Half of all connections are taken as they should be, or nothing would ever get through. */
  private static Mood mood(Random random) {
    synchronized (random) {
      return random.nextBoolean() ? Mood.GOOD : MOODS.get(random.nextInt(MOODS.size()));
    }
  }

  private Set<String> answeredFor() {
    Set<String> answered =
        hop.messages().stream()
            .flatMap(message -> message.recipients().stream())
            .collect(Collectors.toSet());
    answered.addAll(hop.refused());
    return answered;
  }

  private void sendUntilTheEnd() {
    try (Talk talk = Talk.from("127.0.0.1", relay.mxPort())) {
      while (true) {
        String recipient = "m" + serial.incrementAndGet() + "@example.net";
        talk.envelope("sender@example.com", recipient);
        if (talk.content("Subject: " + recipient + "\r\n\r\n" + "x".repeat(900) + "\r\n")
            .startsWith("250 ")) {
          acknowledged.add(recipient);
        }
      }
    } catch (IOException e) {
      // The power failed.
    }
  }

  @Test
  void a_stop_ends_within_ten_seconds_and_loses_nothing_though_the_next_hop_hangs()
      throws Exception {
    hop.moods(() -> Mood.HANGS_AT_CONTENT);
    try (Talk inData = Talk.from("127.0.0.1", relay.mxPort());
        Talk quick = Talk.from("127.0.0.1", relay.mxPort())) {
      for (int i = 0; i < 30; i++) {
        String recipient = "s" + i + "@example.net";
        quick.envelope("sender@example.com", recipient);
        assertThat(quick.content("Subject: " + recipient + "\r\n\r\n")).startsWith("250 ");
        acknowledged.add(recipient);
      }
      inData.envelope("sender@example.com", "half@example.net");
      inData.tell("DATA");
      inData.send("Subject: half\r\n\r\nit has no end\r\n");

      long began = System.nanoTime();
      assertThat(relay.launcher().call("stop").status()).isZero();
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      System.out.println("the stop took " + took.toMillis() + " ms");
      assertThat(took).isLessThan(Duration.ofSeconds(10));
      assertThat(inData.reply()).startsWith("421 ");
    }
    assertThat(relay.home().resolve("chukei.pid")).doesNotExist();

    hop.moods(() -> Mood.GOOD);
    relay.start();
    await("all that was acknowledged")
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(() -> assertThat(answeredFor()).containsAll(acknowledged));
    assertThat(answeredFor()).doesNotContain("half@example.net");
  }
}
