package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.chukei.deployed.NextHop.Mood;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The relay is killed in mid-traffic again and again, while the next hop misbehaves in every way:
 * what it acknowledged arrives. {@code -Dchukei.kills=300} kills it as often.
 */
class NothingLostIT {

  private static final int KILLS = Integer.getInteger("chukei.kills", 5);
  private static final int CLIENTS = 8;
  private static final int MESSAGES_BETWEEN_KILLS = 150;
  private static final List<Mood> MOODS = List.of(Mood.values());

  private NextHop hop;
  private RunningRelay relay;

  @BeforeEach
  void start() throws IOException {
    hop = NextHop.open();
    relay = RunningRelay.start(RestartIT.settings(hop));
    Traffic.permit(relay);
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
    try (Traffic traffic = new Traffic(relay, hop)) {
      for (int kill = 0; kill < KILLS; kill++) {
        if (kill > 0) {
          relay.start();
        }
        traffic.begin(CLIENTS);
        traffic.awaitMore(MESSAGES_BETWEEN_KILLS);
        assertThat(relay.kill()).isNotZero();
        traffic.end();
        assertThat(relay.launcher().call("status").out()).contains("KILL");
      }
      hop.moods(() -> Mood.GOOD);
      relay.start();

      traffic.awaitAllAnsweredFor();
      assertNoMoreCopiesThanInFlight(traffic.acknowledged());
    }
  }

  /** Half of all connections are taken as they should be, or nothing would ever get through. */
  private static Mood mood(Random random) {
    synchronized (random) {
      return random.nextBoolean() ? Mood.GOOD : MOODS.get(random.nextInt(MOODS.size()));
    }
  }

  /** Each copy but one was in flight when the next hop cut the connection, or the power failed. */
  private void assertNoMoreCopiesThanInFlight(Set<String> acknowledged) {
    Map<String, Long> copies =
        hop.messages().stream()
            .flatMap(message -> message.recipients().stream())
            .filter(acknowledged::contains)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    System.out.printf(
        "%d kills: %d acknowledged, %d refused, 0 lost, %d delivered more than once%n",
        KILLS,
        acknowledged.size(),
        hop.refused().size(),
        copies.values().stream().filter(count -> count > 1).count());
    List<String> unsaid = hop.unsaid();
    copies.forEach(
        (recipient, count) ->
            assertThat(count)
                .as(recipient)
                .isLessThanOrEqualTo(1L + KILLS + Collections.frequency(unsaid, recipient)));
  }
}
