package org.chukei.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.chukei.clock.TestClock;
import org.chukei.config.Settings;
import org.chukei.connector.api.AuthOffer;
import org.chukei.connector.api.Client;
import org.chukei.connector.api.Service;
import org.chukei.connector.api.SessionFacts;
import org.junit.jupiter.api.Test;

class GatewaysTest {

  private final TestClock clock = new TestClock();

  private Gateways gateways(String most) {
    return new Gateways(
        Settings.of(Map.of("CHUKEI_LIMIT_HELO_NAMES", most), Map.of(), Map.of()), clock);
  }

  private static SessionFacts session(String client, String helo) throws UnknownHostException {
    return new SessionFacts(
        new Client(Service.MX, InetAddress.getByName(client), 40_000),
        helo,
        true,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        AuthOffer.NO);
  }

  @Test
  void an_address_that_greets_with_many_names_is_suspected() throws Exception {
    Gateways gateways = gateways("3");
    for (String name : new String[] {"a", "b", "c", "A", "B"}) {
      gateways.passed(session("10.0.0.1", name));
    }
    assertThat(gateways.suspects()).as("three names, in either case").isEmpty();
    gateways.passed(session("10.0.0.1", "d"));
    gateways.passed(session("10.0.0.2", "e"));
    assertThat(gateways.suspects())
        .singleElement()
        .satisfies(
            s ->
                assertThat(s.text())
                    .startsWith("10.0.0.1 is permitted and has greeted with 4 names"));
  }

  @Test
  void after_a_day_counting_begins_anew() throws Exception {
    Gateways gateways = gateways("1");
    gateways.passed(session("10.0.0.1", "a"));
    clock.advance(Duration.ofHours(25));
    gateways.passed(session("10.0.0.1", "b"));
    assertThat(gateways.suspects()).isEmpty();
    gateways.passed(session("10.0.0.1", "c"));
    assertThat(gateways.suspects()).hasSize(1);
    clock.advance(Duration.ofHours(25));
    assertThat(gateways.suspects()).isEmpty();
  }

  @Test
  void zero_watches_nobody() throws Exception {
    Gateways gateways = gateways("0");
    for (int i = 0; i < 100; i++) {
      gateways.passed(session("10.0.0.1", "name" + i));
    }
    assertThat(gateways.suspects()).isEmpty();
  }
}
