package org.chukei.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.chukei.config.HostPort;
import org.chukei.smtp.MailboxParser;
import org.chukei.transport.Route;
import org.chukei.transport.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Rcode;

class NextHopResolverTest {

  private FakeDns dns;

  @BeforeEach
  void start() throws IOException {
    dns = new FakeDns();
  }

  @AfterEach
  void stop() {
    dns.close();
  }

  private NextHopResolver resolver(long seed) {
    return resolver(seed, Duration.ofSeconds(10));
  }

  private NextHopResolver resolver(long seed, Duration timeout) {
    DnsLookup lookup = new DnsLookup(dns.address(), timeout);
    return new NextHopResolver(
        lookup,
        "relay.example.jp",
        Messages.OURS::equals,
        Messages.terms(lookup),
        2025,
        new Random(seed));
  }

  private NextHops domain(String name) {
    return byMx(resolver(1), name);
  }

  private static NextHops byMx(NextHopResolver resolver, String domain) {
    return resolver.hops(
        Transport.BY_MX, MailboxParser.domainOrLiteral(domain).orElseThrow(), Privacy.USUAL);
  }

  private NextHops host(String host, int port) {
    Route route = new Route.Host(new HostPort(host, port), false);
    return resolver(1)
        .hops(
            Transport.anything(route),
            MailboxParser.domain("example.com").orElseThrow(),
            Privacy.USUAL);
  }

  private static List<String> relays(NextHops hops) {
    assertThat(hops).isInstanceOf(NextHops.Found.class);
    return ((NextHops.Found) hops).hops().stream().map(NextHop::relay).toList();
  }

  private static void assertNever(NextHops hops, String status) {
    assertThat(hops).isInstanceOf(NextHops.Never.class);
    assertThat(((NextHops.Never) hops).status()).hasToString(status);
  }

  private static void assertNotNow(NextHops hops, String status) {
    assertThat(hops).isInstanceOf(NextHops.NotNow.class);
    assertThat(((NextHops.NotNow) hops).status()).hasToString(status);
  }

  @Test
  void hosts_come_by_preference_and_with_all_their_addresses() throws Exception {
    dns.has("example.com", "MX", "20 b.example.com.", "10 a.example.com.")
        .has("a.example.com", "A", "192.0.2.1")
        .has("a.example.com", "AAAA", "2001:db8::1")
        .has("b.example.com", "A", "192.0.2.2");
    assertThat(relays(domain("EXAMPLE.com")))
        .containsExactly(
            "a.example.com[192.0.2.1]:2025",
            "a.example.com[2001:db8::1]:2025",
            "b.example.com[192.0.2.2]:2025");
  }

  @Test
  void equals_come_in_random_order() throws Exception {
    dns.has("example.com", "MX", "10 a.example.com.", "10 b.example.com.", "20 c.example.com.")
        .has("a.example.com", "A", "192.0.2.1")
        .has("b.example.com", "A", "192.0.2.2")
        .has("c.example.com", "A", "192.0.2.3");
    Set<String> first = new HashSet<>();
    for (long seed = 0; seed < 20; seed++) {
      List<String> relays = relays(byMx(resolver(seed), "example.com"));
      first.add(relays.get(0));
      assertThat(relays.get(2)).startsWith("c.example.com");
    }
    assertThat(first).hasSize(2);
  }

  @Test
  void a_domain_without_mx_is_its_own_host() throws Exception {
    dns.has("example.com", "A", "192.0.2.1");
    assertThat(relays(domain("example.com"))).containsExactly("example.com[192.0.2.1]:2025");
  }

  @Test
  void a_domain_without_mx_with_ipv6_only_is_its_own_host() throws Exception {
    dns.has("example.com", "AAAA", "2001:db8::1");
    assertThat(relays(domain("example.com"))).containsExactly("example.com[2001:db8::1]:2025");
  }

  @Test
  void an_alias_is_followed() throws Exception {
    dns.has("www.example.com", "CNAME", "example.com.")
        .has("example.com", "MX", "10 mx.example.com.")
        .has("mx.example.com", "CNAME", "real.example.com.")
        .has("real.example.com", "A", "192.0.2.1");
    assertThat(relays(domain("www.example.com"))).containsExactly("mx.example.com[192.0.2.1]:2025");
  }

  @Test
  void null_mx_fails() throws Exception {
    dns.has("example.com", "MX", "0 .").has("example.com", "A", "192.0.2.1");
    assertNever(domain("example.com"), "5.1.10");
  }

  @Test
  void a_domain_that_does_not_exist_fails() {
    assertNever(domain("gone.example.com"), "5.1.2");
  }

  @Test
  void a_name_without_mx_and_address_fails() throws Exception {
    dns.has("example.com", "TXT", "hello");
    assertNever(domain("example.com"), "5.1.2");
  }

  @ParameterizedTest
  @ValueSource(ints = {Rcode.SERVFAIL, Rcode.REFUSED, Rcode.FORMERR, Rcode.NOTIMP})
  void an_error_about_the_mx_defers(int rcode) throws Exception {
    dns.has("example.com", "A", "192.0.2.1").fails("example.com", "MX", rcode);
    assertNotNow(domain("example.com"), "4.4.3");
  }

  @Test
  void silence_about_the_mx_defers() throws Exception {
    dns.has("example.com", "A", "192.0.2.1").isSilent("example.com", "MX");
    NextHopResolver impatient = resolver(1, Duration.ofMillis(100));
    assertNotNow(byMx(impatient, "example.com"), "4.4.3");
  }

  @Test
  void an_alias_that_goes_in_circles_defers() throws Exception {
    dns.has("a.example.com", "CNAME", "b.example.com.")
        .has("b.example.com", "CNAME", "a.example.com.");
    assertNotNow(domain("a.example.com"), "4.4.3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "AAAA"})
  void an_error_about_an_address_defers_where_there_is_no_other(String type) throws Exception {
    dns.has("example.com", "TXT", "hello").fails("example.com", type, Rcode.SERVFAIL);
    assertNotNow(domain("example.com"), "4.4.3");
    dns.has("example.org", "MX", "10 mx.example.org.")
        .has("mx.example.org", "TXT", "hello")
        .fails("mx.example.org", type, Rcode.SERVFAIL);
    assertNotNow(domain("example.org"), "4.4.3");
  }

  @Test
  void a_host_without_address_gives_way_to_the_next() throws Exception {
    dns.has(
            "example.com",
            "MX",
            "10 gone.example.com.",
            "20 sick.example.com.",
            "30 b.example.com.")
        .fails("sick.example.com", "A", Rcode.SERVFAIL)
        .has("b.example.com", "A", "192.0.2.2");
    assertThat(relays(domain("example.com"))).containsExactly("b.example.com[192.0.2.2]:2025");
  }

  @Test
  void mx_hosts_none_of_which_exists_fail_and_the_domain_itself_is_not_tried() throws Exception {
    dns.has("example.com", "MX", "10 gone.example.com.").has("example.com", "A", "192.0.2.1");
    assertNever(domain("example.com"), "5.4.4");
  }

  @Test
  void hosts_not_better_than_ourselves_are_left_out() throws Exception {
    dns.has(
            "example.com",
            "MX",
            "10 a.example.com.",
            "20 b.example.com.",
            "20 Relay.Example.JP.",
            "30 c.example.com.")
        .has("a.example.com", "A", "192.0.2.1")
        .has("b.example.com", "A", "192.0.2.2")
        .has("c.example.com", "A", "192.0.2.3")
        .has("relay.example.jp", "A", "192.0.2.4");
    assertThat(relays(domain("example.com"))).containsExactly("a.example.com[192.0.2.1]:2025");
  }

  @Test
  void a_domain_whose_best_host_we_are_fails_as_a_loop() throws Exception {
    dns.has("example.com", "MX", "10 relay.example.jp.", "20 b.example.com.")
        .has("b.example.com", "A", "192.0.2.2");
    assertNever(domain("example.com"), "5.4.6");
    dns.has("relay.example.jp", "A", "192.0.2.4");
    assertNever(domain("relay.example.jp"), "5.4.6");
  }

  @Test
  void many_addresses_are_bounded() throws Exception {
    String[] addresses = new String[30];
    for (int i = 0; i < addresses.length; i++) {
      addresses[i] = "192.0.2." + (i + 1);
    }
    dns.has("example.com", "A", addresses);
    assertThat(relays(domain("example.com"))).hasSize(10);
  }

  @Test
  void names_are_absolute() {
    domain("example");
    assertThat(dns.questions()).containsExactly("example MX");
  }

  @Test
  void an_answer_is_asked_for_once_while_it_lives() throws Exception {
    dns.has("example.com", "MX", "10 a.example.com.").has("a.example.com", "A", "192.0.2.1");
    NextHopResolver resolver = resolver(1);
    for (int i = 0; i < 3; i++) {
      assertThat(relays(byMx(resolver, "example.com"))).hasSize(1);
    }
    assertThat(dns.questions()).filteredOn("example.com MX"::equals).hasSize(1);
  }

  @Test
  void address_literals_are_taken_at_their_word() {
    assertThat(relays(domain("[192.0.2.1]"))).containsExactly("192.0.2.1[192.0.2.1]:2025");
    assertThat(relays(domain("[IPv6:2001:DB8::1]")))
        .containsExactly("2001:db8::1[2001:db8::1]:2025");
    assertThat(dns.questions()).isEmpty();
  }

  @Test
  void a_smart_host_keeps_its_port_and_has_no_mx() throws Exception {
    dns.has("smart.example.jp", "A", "192.0.2.9").has("smart.example.jp", "MX", "10 x.example.jp.");
    assertThat(relays(host("smart.example.jp", 587)))
        .containsExactly("smart.example.jp[192.0.2.9]:587");
  }

  @Test
  void a_smart_host_by_address_or_on_localhost_asks_no_dns() {
    assertThat(relays(host("192.0.2.9", 25))).containsExactly("192.0.2.9[192.0.2.9]:25");
    assertThat(relays(host("::1", 25))).containsExactly("::1[::1]:25");
    assertThat(relays(host("localhost", 25)))
        .containsExactly("localhost[127.0.0.1]:25", "localhost[::1]:25");
    assertThat(dns.questions()).isEmpty();
  }

  @Test
  void a_smart_host_that_can_not_be_found_never_returns_mail() throws Exception {
    assertNotNow(host("gone.example.jp", 25), "4.3.5");
    dns.fails("sick.example.jp", "A", Rcode.SERVFAIL);
    assertNotNow(host("sick.example.jp", 25), "4.4.3");
  }

  @Test
  void an_mx_host_that_has_our_own_address_is_ourselves() throws Exception {
    dns.has(
            "example.com",
            "MX",
            "10 better.example.com.",
            "20 a.example.com.",
            "20 us.example.com.")
        .has("better.example.com", "A", "192.0.2.1")
        .has("a.example.com", "A", "192.0.2.2")
        .has("us.example.com", "A", Messages.OURS.getHostAddress());
    assertThat(relays(domain("example.com"))).containsExactly("better.example.com[192.0.2.1]:2025");
    dns.has("loop.example", "MX", "10 us.example.com.")
        .has("bare.example", "A", Messages.OURS.getHostAddress());
    assertNever(domain("loop.example"), "5.4.6");
    assertNever(domain("bare.example"), "5.4.6");
  }

  @Test
  void the_families_take_turns() throws Exception {
    dns.has("example.com", "A", "192.0.2.1", "192.0.2.2")
        .has("example.com", "AAAA", "2001:db8::1", "2001:db8::2", "2001:db8::3");
    assertThat(relays(domain("example.com")))
        .hasSize(5)
        .satisfies(
            all -> {
              assertThat(all.subList(0, 4))
                  .extracting(relay -> relay.contains("2001:db8"))
                  .containsExactly(false, true, false, true);
            });
  }
}
