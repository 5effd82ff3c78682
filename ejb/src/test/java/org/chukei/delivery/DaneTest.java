package org.chukei.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.chukei.config.TlsPolicy;
import org.chukei.delivery.TlsDemand.Level;
import org.chukei.smtp.MailboxParser;
import org.chukei.transport.SourceAddresses;
import org.chukei.transport.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.TLSARecord;

/** Which TLS the DNS asks for (RFC 7672 §2.2). */
class DaneTest {

  private static final String HASH = "ab".repeat(32);
  private static final String RECORD = "_25._tcp.mx.example.com";

  private FakeDns dns;
  private SignedZone zone;

  @BeforeEach
  void start() throws Exception {
    zone = new SignedZone("example.com");
    dns =
        new FakeDns()
            .signs(zone)
            .has("example.com", "MX", "10 mx.example.com.")
            .has("mx.example.com", "A", "192.0.2.1");
  }

  @AfterEach
  void stop() {
    dns.close();
  }

  private DnsLookup lookup() throws Exception {
    Dnssec dnssec =
        new Dnssec(DnsLookup.servers(dns.address(), Duration.ofSeconds(10)), zone.anchor());
    return new DnsLookup(dns.address(), Duration.ofSeconds(10), Optional.of(dnssec));
  }

  private NextHops hops(String domain) throws Exception {
    return hops(domain, TlsPolicy.MAY);
  }

  private NextHops hops(String domain, TlsPolicy policy) throws Exception {
    DnsLookup lookup = lookup();
    return new NextHopResolver(
            lookup,
            "relay.example.jp",
            address -> false,
            new Terms(lookup, name -> Optional.empty(), policy, SourceAddresses.ANY),
            25,
            new Random(1))
        .hops(Transport.BY_MX, MailboxParser.domain(domain).orElseThrow(), Privacy.USUAL);
  }

  private static Level level(NextHops hops) {
    assertThat(hops).isInstanceOf(NextHops.Found.class);
    return ((NextHops.Found) hops).hops().get(0).tls().level();
  }

  @Test
  void a_signed_record_is_demanded() throws Exception {
    dns.has(RECORD, "TLSA", "3 1 1 " + HASH, "1 1 1 " + HASH);
    assertThat(level(hops("example.com")))
        .isInstanceOfSatisfying(
            Level.Dane.class,
            dane -> {
              assertThat(dane.records())
                  .singleElement()
                  .extracting(TLSARecord::getCertificateUsage)
                  .isEqualTo(3);
              assertThat(dane.names()).containsExactly("mx.example.com", "example.com");
            });
  }

  private void expectNames(String... names) throws Exception {
    assertThat(level(hops("example.com")))
        .isInstanceOfSatisfying(
            Level.Dane.class, dane -> assertThat(dane.names()).containsExactly(names));
  }

  private void mxIsAnAliasOf(String host) throws Exception {
    dns.has("example.com", "MX", "10 alias.example.com.")
        .has("alias.example.com", "CNAME", host + ".")
        .has(host, "A", "192.0.2.3");
  }

  @Test
  void records_are_looked_for_where_an_alias_leads() throws Exception {
    mxIsAnAliasOf("real.example.com");
    dns.has("_25._tcp.real.example.com", "TLSA", "3 1 1 " + HASH);
    expectNames("real.example.com", "example.com");
  }

  @Test
  void and_under_the_alias_where_none_are_there() throws Exception {
    mxIsAnAliasOf("real.example.com");
    dns.has("_25._tcp.alias.example.com", "TLSA", "3 1 1 " + HASH);
    expectNames("alias.example.com", "example.com");
    assertThat(dns.questions()).contains("_25._tcp.real.example.com TLSA");
  }

  @Test
  void a_signed_alias_that_leads_out_of_the_signed_zone_counts_by_its_own_name() throws Exception {
    mxIsAnAliasOf("real.example.net");
    dns.has("_25._tcp.alias.example.com", "TLSA", "3 1 1 " + HASH)
        .has("_25._tcp.real.example.net", "TLSA", "3 1 1 " + HASH);
    expectNames("alias.example.com", "example.com");
    assertThat(dns.questions()).doesNotContain("_25._tcp.real.example.net TLSA");
  }

  @Test
  void a_look_up_that_fails_where_an_alias_leads_defers() throws Exception {
    mxIsAnAliasOf("real.example.com");
    dns.has("_25._tcp.alias.example.com", "TLSA", "3 1 1 " + HASH)
        .fails("_25._tcp.real.example.com", "TLSA", Rcode.SERVFAIL);
    assertThat(hops("example.com")).isInstanceOf(NextHops.NotNow.class);
  }

  @Test
  void records_none_of_which_is_usable_demand_encryption_only() throws Exception {
    dns.has(RECORD, "TLSA", "1 1 1 " + HASH, "0 0 1 " + HASH);
    assertThat(level(hops("example.com"))).isInstanceOf(Level.Encrypt.class);
  }

  @Test
  void a_proof_that_there_is_no_record_leaves_it_at_may() throws Exception {
    assertThat(level(hops("example.com"))).isInstanceOf(Level.May.class);
    assertThat(dns.questions()).contains(RECORD + " TLSA");
  }

  @Test
  void a_domain_that_is_not_signed_is_not_asked_for_records() throws Exception {
    dns.has("example.net", "MX", "10 mx.example.com.").has(RECORD, "TLSA", "3 1 1 " + HASH);
    assertThat(level(hops("example.net"))).isInstanceOf(Level.May.class);
    assertThat(dns.questions()).doesNotContain(RECORD + " TLSA");
  }

  @Test
  void a_look_up_that_fails_defers() throws Exception {
    dns.fails(RECORD, "TLSA", Rcode.SERVFAIL);
    NextHops hops = hops("example.com");
    assertThat(hops).isInstanceOf(NextHops.NotNow.class);
    assertThat(((NextHops.NotNow) hops).status()).hasToString("4.7.5");
  }

  @Test
  void a_forged_record_defers() throws Exception {
    dns.has(RECORD, "TLSA", "3 1 1 " + HASH);
    zone.forges(RECORD + " TLSA");
    assertThat(hops("example.com")).isInstanceOf(NextHops.NotNow.class);
  }

  @Test
  void a_forged_mx_defers() throws Exception {
    zone.forges("example.com MX");
    NextHops hops = hops("example.com");
    assertThat(hops).isInstanceOf(NextHops.NotNow.class);
    assertThat(((NextHops.NotNow) hops).status()).hasToString("4.4.3");
  }

  @Test
  void the_next_host_is_tried_where_the_look_up_for_one_fails() throws Exception {
    dns.has("example.com", "MX", "10 mx.example.com.", "20 other.example.com.")
        .has("other.example.com", "A", "192.0.2.2")
        .fails(RECORD, "TLSA", Rcode.SERVFAIL);
    assertThat(((NextHops.Found) hops("example.com")).hops())
        .extracting(NextHop::host)
        .containsExactly("other.example.com");
  }

  @Test
  void an_operators_verify_and_none_stand() throws Exception {
    dns.has(RECORD, "TLSA", "3 1 1 " + HASH);
    assertThat(level(hops("example.com", TlsPolicy.VERIFY)))
        .isEqualTo(new Level.Pkix(List.of("mx.example.com")));
    assertThat(level(hops("example.com", TlsPolicy.NONE))).isInstanceOf(Level.None.class);
  }

  @Test
  void what_was_proven_is_known_of_answers_from_the_cache_too() throws Exception {
    dns.has(RECORD, "TLSA", "3 1 1 " + HASH);
    DnsLookup lookup = lookup();
    for (int i = 0; i < 2; i++) {
      assertThat(lookup.tlsa("mx.example.com", 25))
          .isInstanceOfSatisfying(
              DnsAnswer.Found.class, found -> assertThat(found.secure()).isTrue());
    }
    assertThat(dns.questions().stream().filter((RECORD + " TLSA")::equals)).hasSize(1);
  }

  @Test
  void a_resolver_without_signatures_costs_no_mail() throws Exception {
    try (FakeDns plain = new FakeDns()) {
      plain.has("example.com", "MX", "10 mx.example.com.").has("mx.example.com", "A", "192.0.2.1");
      Dnssec dnssec =
          new Dnssec(DnsLookup.servers(plain.address(), Duration.ofSeconds(10)), zone.anchor());
      DnsLookup lookup =
          new DnsLookup(plain.address(), Duration.ofSeconds(10), Optional.of(dnssec));
      assertThat(dnssec.isAvailable()).isFalse();
      assertThat(lookup.mx("example.com")).isInstanceOf(DnsAnswer.Found.class);
    }
  }

  @Test
  void the_anchors_of_the_root_can_be_read() throws Exception {
    assertThat(
            new Dnssec(
                DnsLookup.servers(dns.address(), Duration.ofSeconds(1)), Dnssec.ROOT_ANCHORS))
        .isNotNull();
  }
}
