package org.chukei.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.chukei.config.TlsPolicy;
import org.chukei.delivery.TlsDemand.Level;
import org.chukei.smtp.MailboxParser;
import org.chukei.transport.SourceAddresses;
import org.chukei.transport.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Rcode;

/** MTA-STS (RFC 8461), and what senders may ask for beside it (RFC 8689). */
class StsTest {

  private static final String POLICY =
      "version: STSv1\r\nmode: enforce\r\nmx: mx.example.com\r\nmx: *.example.net\r\n"
          + "max_age: 3600\r\n";
  private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");

  @TempDir private Path directory;
  private FakeDns dns;
  private final Map<String, String> served = new ConcurrentHashMap<>();
  private final List<String> fetched = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    dns =
        new FakeDns()
            .has("example.com", "MX", "10 mx.example.com.")
            .has("mx.example.com", "A", "192.0.2.1")
            .has("_mta-sts.example.com", "TXT", "\"v=STSv1; id=1;\"");
    served.put("example.com", POLICY);
  }

  @AfterEach
  void stop() {
    dns.close();
  }

  private DnsLookup lookup() {
    return new DnsLookup(dns.address(), Duration.ofSeconds(10));
  }

  private StsPolicies policies(Instant now) {
    return new StsPolicies(
        lookup(),
        domain -> {
          fetched.add(domain);
          return Optional.ofNullable(served.get(domain));
        },
        directory,
        Clock.fixed(now, ZoneOffset.UTC));
  }

  private NextHops hops(Privacy privacy) {
    StsPolicies policies = policies(NOW);
    return new NextHopResolver(
            lookup(),
            "relay.example.jp",
            address -> false,
            new Terms(lookup(), policies::of, TlsPolicy.MAY, SourceAddresses.ANY),
            25,
            new Random(1))
        .hops(Transport.BY_MX, MailboxParser.domain("example.com").orElseThrow(), privacy);
  }

  private static Level level(NextHops hops) {
    assertThat(hops).isInstanceOf(NextHops.Found.class);
    return ((NextHops.Found) hops).hops().get(0).tls().level();
  }

  @Test
  void a_policy_in_force_demands_a_verified_certificate() {
    assertThat(level(hops(Privacy.USUAL))).isEqualTo(new Level.Pkix(List.of("mx.example.com")));
  }

  @Test
  void a_host_that_the_policy_does_not_name_gets_no_mail() throws Exception {
    dns.has("example.com", "MX", "10 evil.example.", "20 mx.example.com.")
        .has("evil.example", "A", "192.0.2.66");
    assertThat(((NextHops.Found) hops(Privacy.USUAL)).hops())
        .extracting(NextHop::host)
        .containsExactly("mx.example.com");
    dns.has("example.com", "MX", "10 evil.example.");
    NextHops none = hops(Privacy.USUAL);
    assertThat(none).isInstanceOf(NextHops.NotNow.class);
    assertThat(((NextHops.NotNow) none).text()).contains("no host by the domain's MTA-STS policy");
  }

  @Test
  void testing_and_none_demand_nothing() {
    for (String mode : List.of("testing", "none")) {
      served.put("example.com", POLICY.replace("enforce", mode));
      assertThat(level(hops(Privacy.USUAL))).isInstanceOf(Level.May.class);
    }
  }

  @Test
  void a_policy_is_kept_over_restarts_and_outlives_its_server_and_the_dns() {
    policies(NOW).of("example.com");
    served.clear();
    dns.fails("_mta-sts.example.com", "TXT", Rcode.SERVFAIL);
    assertThat(policies(NOW.plusSeconds(3_599)).of("example.com")).isPresent();
    assertThat(fetched).hasSize(1);
    assertThat(policies(NOW.plusSeconds(3_601)).of("example.com")).isEmpty();
  }

  @Test
  void a_new_id_fetches_anew_and_the_same_one_does_not() throws Exception {
    StsPolicies policies = policies(NOW);
    policies.of("example.com");
    policies.of("example.com");
    assertThat(fetched).hasSize(1);
    dns.has("_mta-sts.example.com", "TXT", "\"v=STSv1; id=2;\"");
    served.put("example.com", POLICY.replace("enforce", "none"));
    assertThat(policies(NOW).of("example.com").orElseThrow().mode()).isEqualTo(StsPolicy.Mode.NONE);
    assertThat(fetched).hasSize(2);
  }

  @Test
  void a_fetch_that_failed_is_not_repeated_at_once() {
    served.clear();
    StsPolicies policies = policies(NOW);
    assertThat(policies.of("example.com")).isEmpty();
    assertThat(policies.of("example.com")).isEmpty();
    assertThat(fetched).hasSize(1);
  }

  @Test
  void while_a_new_policy_can_not_be_had_the_old_one_holds_and_nobody_waits_for_each_mail()
      throws Exception {
    policies(NOW).of("example.com");
    served.clear();
    dns.has("_mta-sts.example.com", "TXT", "\"v=STSv1; id=2;\"");
    StsPolicies later = policies(NOW.plusSeconds(60)); // what was found in the DNS is kept in each
    for (int mail = 0; mail < 3; mail++) {
      assertThat(later.of("example.com").orElseThrow().mode()).isEqualTo(StsPolicy.Mode.ENFORCE);
    }
    assertThat(fetched).hasSize(2);
  }

  @Test
  void two_records_or_one_of_another_kind_are_none() throws Exception {
    dns.has("_mta-sts.example.com", "TXT", "\"v=STSv1; id=1;\"", "\"v=STSv1; id=2;\"");
    assertThat(policies(NOW).of("example.com")).isEmpty();
    dns.has("_mta-sts.example.com", "TXT", "\"v=STSv2; id=1;\"");
    assertThat(policies(NOW).of("example.com")).isEmpty();
    assertThat(fetched).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "version: STSv2\nmode: enforce\nmx: a.example\nmax_age: 1",
        "mode: enforce\nmx: a.example\nmax_age: 1",
        "version: STSv1\nmode: always\nmx: a.example\nmax_age: 1",
        "version: STSv1\nmode: enforce\nmax_age: 1",
        "version: STSv1\nmode: enforce\nmx: a.example",
        "version: STSv1\nmode: enforce\nmx: a.example\nmax_age: -1",
      })
  void these_are_no_policies(String text) {
    assertThat(StsPolicy.parse(text)).isEmpty();
  }

  @Test
  void a_pattern_stands_for_one_label() {
    StsPolicy policy = StsPolicy.parse(POLICY).orElseThrow();
    assertThat(policy.names("MX.example.com")).isTrue();
    assertThat(policy.names("a.example.net")).isTrue();
    assertThat(policy.names("a.b.example.net")).isFalse();
    assertThat(policy.names("example.net")).isFalse();
  }

  @Test
  void mail_that_waives_tls_is_not_bound_by_a_policy() {
    assertThat(level(hops(Privacy.WAIVED))).isInstanceOf(Level.May.class);
    assertThat(fetched).isEmpty();
  }

  @Test
  void mail_that_requires_tls_needs_a_proof_of_the_host() {
    assertThat(hops(Privacy.REQUIRED))
        .isInstanceOfSatisfying(
            NextHops.Found.class, found -> assertThat(found.hops()).allMatch(NextHop::requireTls));
  }

  @Test
  void without_policy_and_dnssec_mail_that_requires_tls_comes_back() throws Exception {
    dns.has("_mta-sts.example.com", "TXT");
    assertThat(hops(Privacy.REQUIRED))
        .isInstanceOfSatisfying(
            NextHops.Never.class, never -> assertThat(never.status()).hasToString("5.7.10"));
  }

  @Test
  void the_header_field_is_found_in_the_header_only() throws Exception {
    assertThat(TlsRequiredField.saysNo(Messages.content("a: b\r\ntls-required:  NO\r\n\r\nx\r\n")))
        .isTrue();
    assertThat(TlsRequiredField.saysNo(Messages.content("a: b\r\n\r\nTLS-Required: No\r\n")))
        .isFalse();
    assertThat(TlsRequiredField.saysNo(Messages.content("TLS-Required: Yes\r\n\r\n"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 301 Moved\r\nLocation: x\r\nContent-Type: text/plain\r\n\r\nx",
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\nx",
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n",
        "SSH-2.0",
      })
  void only_text_with_status_200_is_an_answer(String response) {
    assertThat(StsFetch.body(response)).isEmpty();
  }

  /** Answers one request after the other with the same octets. */
  private static final class PolicyServer implements AutoCloseable {

    private final SSLServerSocket server;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final List<String> requests = new ArrayList<>();

    PolicyServer(TestAuthority.Identity identity, String response) throws IOException {
      server =
          (SSLServerSocket)
              identity
                  .context()
                  .getServerSocketFactory()
                  .createServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
      thread.execute(
          () -> {
            while (!server.isClosed()) {
              try (SSLSocket socket = (SSLSocket) server.accept()) {
                InputStream in = socket.getInputStream();
                StringBuilder request = new StringBuilder();
                while (request.indexOf("\r\n\r\n") < 0) {
                  request.append((char) in.read());
                }
                requests.add(request.toString());
                socket.getOutputStream().write(response.getBytes(StandardCharsets.UTF_8));
              } catch (IOException e) {
                // The client has left, or the test is over.
              }
            }
          });
    }

    @Override
    public void close() throws IOException {
      server.close();
      thread.shutdownNow();
    }
  }

  private Optional<String> fetch(
      TestAuthority.Identity identity, TestAuthority trusted, String body) throws Exception {
    dns.has("mta-sts.example.com", "A", "127.0.0.1");
    String response = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n" + body;
    try (PolicyServer server = new PolicyServer(identity, response)) {
      TlsClient tls = TlsClient.trusting(Optional.of(trusted.writeTo(directory.resolve("ca"))));
      Optional<String> text =
          new StsFetch(lookup(), tls, server.server.getLocalPort()).fetch("example.com");
      if (text.isPresent()) {
        assertThat(server.requests.get(0))
            .startsWith("GET /.well-known/mta-sts.txt HTTP/1.0\r\nHost: mta-sts.example.com\r\n");
      }
      return text;
    }
  }

  @Test
  void a_policy_is_fetched_from_a_host_that_is_verified() throws Exception {
    TestAuthority authority = new TestAuthority();
    assertThat(fetch(authority.issueTo("mta-sts.example.com"), authority, POLICY)).contains(POLICY);
    assertThat(fetch(authority.issueTo("example.com"), authority, POLICY)).isEmpty();
    assertThat(fetch(new TestAuthority().issueTo("mta-sts.example.com"), authority, POLICY))
        .isEmpty();
    assertThat(fetch(authority.issueTo("mta-sts.example.com"), authority, "x".repeat(70_000)))
        .isEmpty();
  }
}
