package org.chukei.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.chukei.clock.TestClock;
import org.chukei.config.Settings;
import org.chukei.connector.api.AuthOffer;
import org.chukei.connector.api.Client;
import org.chukei.connector.api.Limit;
import org.chukei.connector.api.Service;
import org.chukei.connector.api.SessionFacts;
import org.junit.jupiter.api.Test;

class LimitsTest {

  private final TestClock clock = new TestClock();

  private Limits limits(String... settings) {
    Map<String, String> environment = new HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      environment.put("CHUKEI_LIMIT_" + settings[i], settings[i + 1]);
    }
    return new Limits(Settings.of(environment, Map.of(), Map.of()), clock);
  }

  @Test
  void new_connections_of_a_client_are_counted_by_the_minute_and_come_back_steadily() {
    Limits limits = limits("NEW_CONNECTIONS", "60");
    for (int i = 0; i < 60; i++) {
      assertThat(limits.connect(client("192.0.2.1"))).isTrue();
    }
    assertThat(limits.connect(client("192.0.2.1"))).isFalse();
    assertThat(limits.connect(client("192.0.2.2"))).isTrue();
    clock.advance(Duration.ofSeconds(2));
    assertThat(limits.connect(client("192.0.2.1"))).isTrue();
    assertThat(limits.connect(client("192.0.2.1"))).isTrue();
    assertThat(limits.connect(client("192.0.2.1"))).isFalse();
    assertThat(limits.exceeded()).containsEntry(Limit.NEW_CONNECTIONS, 2L);
  }

  @Test
  void the_addresses_of_one_ipv6_64_are_one_client() {
    Limits limits = limits("NEW_CONNECTIONS", "2");
    assertThat(limits.connect(client("2001:db8::1"))).isTrue();
    assertThat(limits.connect(client("2001:db8::ffff:1"))).isTrue();
    assertThat(limits.connect(client("2001:db8::2"))).isFalse();
    assertThat(limits.connect(client("2001:db8:0:1::2"))).isTrue();
  }

  @Test
  void recipients_are_counted_by_client_and_by_account() {
    Limits limits = limits("RECIPIENTS_PER_CLIENT", "2", "RECIPIENTS_PER_ACCOUNT", "1");
    assertThat(limits.recipient(session("192.0.2.1", "a@example.jp"))).isEmpty();
    assertThat(limits.recipient(session("192.0.2.2", "a@example.jp")))
        .contains(Limit.RECIPIENTS_PER_ACCOUNT);
    assertThat(limits.recipient(session("192.0.2.1", "b@example.jp"))).isEmpty();
    assertThat(limits.recipient(session("192.0.2.1", ""))).contains(Limit.RECIPIENTS_PER_CLIENT);
    clock.advance(Duration.ofHours(1));
    assertThat(limits.recipient(session("192.0.2.1", "a@example.jp"))).isEmpty();
  }

  @Test
  void a_recipient_is_deferred_where_its_message_would_be_one_too_many() {
    Limits limits = limits("MESSAGES_PER_CLIENT", "2", "MESSAGES_PER_ACCOUNT", "1");
    SessionFacts session = session("192.0.2.1", "a@example.jp");
    assertThat(limits.recipient(session)).isEmpty();
    assertThat(limits.message(session)).isEmpty();
    assertThat(limits.recipient(session)).contains(Limit.MESSAGES_PER_ACCOUNT);
    assertThat(limits.message(session)).contains(Limit.MESSAGES_PER_ACCOUNT);
    SessionFacts nobody = session("192.0.2.1", "");
    assertThat(limits.message(nobody)).isEmpty(); // what the account's limit stopped is not counted
    assertThat(limits.recipient(nobody)).contains(Limit.MESSAGES_PER_CLIENT);
  }

  @Test
  void a_message_that_was_not_taken_is_not_counted() {
    Limits limits = limits("MESSAGES_PER_CLIENT", "1");
    SessionFacts session = session("192.0.2.1", "a@example.jp");
    assertThat(limits.message(session)).isEmpty();
    limits.messageNotTaken(session);
    assertThat(limits.message(session)).isEmpty();
    assertThat(limits.message(session)).contains(Limit.MESSAGES_PER_CLIENT);
  }

  @Test
  void as_shipped_two_hundred_clients_behind_one_address_and_a_bulk_sender_are_not_hurt() {
    Limits limits = limits();
    SessionFacts session = session("192.0.2.1", "");
    for (int i = 0; i < 20_000; i++) {
      assertThat(limits.connect(session.client())).isTrue();
      assertThat(limits.recipient(session)).isEmpty();
      assertThat(limits.message(session)).isEmpty();
    }
  }

  @Test
  void zero_is_no_limit() {
    Limits limits = limits("NEW_CONNECTIONS", "0");
    for (int i = 0; i < 100; i++) {
      assertThat(limits.connect(client("192.0.2.1"))).isTrue();
    }
  }

  private static Client client(String address) {
    try {
      return new Client(Service.MX, InetAddress.getByName(address), 40_000);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private static SessionFacts session(String address, String account) {
    return new SessionFacts(
        client(address),
        "x",
        true,
        Optional.empty(),
        Optional.empty(),
        Optional.of(account).filter(a -> !a.isEmpty()),
        AuthOffer.NO);
  }
}
