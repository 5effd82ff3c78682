package org.chukei.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.chukei.config.DnsZone;
import org.chukei.config.Settings;
import org.chukei.connector.api.Client;
import org.chukei.connector.api.Service;
import org.chukei.network.IpAddress;
import org.junit.jupiter.api.Test;

class BlockListsTest {

  private final List<String> asked = new ArrayList<>();
  private final List<CompletableFuture<Listing>> answers = new ArrayList<>();
  private final BlockLists lists =
      new BlockLists(
          zones("bl.example wl.example=127.0.0.2,127.0.0.8/30"),
          (zone, client) -> {
            asked.add(zone.name() + " " + client);
            answers.add(new CompletableFuture<>());
            return answers.get(answers.size() - 1);
          });

  @Test
  void all_zones_are_asked_at_once_and_the_first_that_lists_the_client_counts() {
    CompletableFuture<?> all = lists.ask(client("192.0.2.1")).toCompletableFuture();
    assertThat(asked).containsExactly("bl.example 192.0.2.1", "wl.example 192.0.2.1");
    answers.get(1).complete(Listing.of(true, 300));
    assertThat(all).isNotDone();
    answers.get(0).complete(Listing.of(false, 300));
    assertThat(all).isCompleted();
    assertThat(lists.listing(client("192.0.2.1"))).contains("wl.example");
    assertThat(lists.listing(client("192.0.2.2"))).isEmpty();
  }

  @Test
  void good_and_bad_answers_are_kept() {
    lists.ask(client("192.0.2.1"));
    answers.get(0).complete(Listing.of(true, 300));
    answers.get(1).complete(Listing.of(false, 300));
    assertThat(lists.ask(client("192.0.2.1")).toCompletableFuture()).isCompleted();
    assertThat(asked).hasSize(2);
  }

  @Test
  void a_zone_that_does_not_answer_lists_nobody() {
    CompletableFuture<?> all = lists.ask(client("192.0.2.1")).toCompletableFuture();
    answers.get(0).completeExceptionally(new TimeoutException());
    answers.get(1).completeExceptionally(new TimeoutException());
    assertThat(all).isCompleted();
    assertThat(lists.listing(client("192.0.2.1"))).isEmpty();
  }

  @Test
  void an_answer_that_is_still_out_is_no_listing() {
    lists.ask(client("192.0.2.1"));
    assertThat(lists.listing(client("192.0.2.1"))).isEmpty();
  }

  @Test
  void an_answer_is_believed_for_a_minute_at_least_and_an_hour_at_most() {
    assertThat(Listing.of(true, 0).timeToLive()).isEqualTo(Duration.ofMinutes(1));
    assertThat(Listing.of(true, 86_400).timeToLive()).isEqualTo(Duration.ofHours(1));
    assertThat(Listing.of(false, 900).timeToLive()).isEqualTo(Duration.ofMinutes(15));
  }

  @Test
  void an_address_is_asked_for_backwards_by_octet_or_by_nibble() {
    DnsZone zone = zones("bl.example").get(0);
    assertThat(ZoneQuery.name(zone, address("192.0.2.99"))).hasToString("99.2.0.192.bl.example.");
    assertThat(ZoneQuery.name(zone, address("2001:db8::ab")))
        .hasToString("b.a." + "0.".repeat(22) + "8.b.d.0.1.0.0.2.bl.example.");
  }

  @Test
  void only_the_codes_that_the_setting_names_are_listings() {
    DnsZone any = zones("bl.example").get(0);
    assertThat(any.lists(address("127.0.0.4"))).isTrue();
    assertThat(any.lists(address("127.255.255.254"))).isFalse(); // "you may not ask"
    assertThat(any.lists(address("192.0.2.1"))).isFalse(); // somebody sells the domain
    DnsZone some = zones("bl.example=127.0.0.2,127.0.0.8/30").get(0);
    assertThat(some.lists(address("127.0.0.2"))).isTrue();
    assertThat(some.lists(address("127.0.0.11"))).isTrue();
    assertThat(some.lists(address("127.0.0.4"))).isFalse();
  }

  private static List<DnsZone> zones(String setting) {
    return Settings.of(Map.of("CHUKEI_DNSBL", setting), Map.of(), Map.of()).dnsZones();
  }

  private static IpAddress address(String text) {
    try {
      return IpAddress.of(InetAddress.getByName(text));
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private static Client client(String address) {
    return new Client(Service.MX, address(address).toInetAddress(), 40_000);
  }
}
