package org.chukei.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.chukei.delivery.Messages.content;
import static org.chukei.delivery.Messages.envelope;
import static org.chukei.delivery.Messages.mailbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.chukei.account.LocalUsers;
import org.chukei.account.LocalUsers.Resolution;
import org.chukei.config.HostPort;
import org.chukei.smtp.ForwardPath;
import org.chukei.smtp.ReversePath;
import org.chukei.store.StoredEnvelope;
import org.chukei.transport.FixedRoutes;
import org.chukei.transport.Route;
import org.chukei.transport.Router;
import org.chukei.transport.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Rcode;

class RoutingDeliveryAgentTest {

  @TempDir private Path root;
  private FakeDns dns;
  private FakeNextHop hop;
  private SmtpConnections connections;

  private boolean rewritesSender;

  @BeforeEach
  void start() throws IOException {
    dns = new FakeDns();
    hop = new FakeNextHop();
    connections = Messages.connections(SmtpTimeouts.STANDARD);
  }

  @AfterEach
  void stop() throws IOException {
    connections.close();
    hop.close();
    dns.close();
  }

  private static final LocalUsers USERS =
      recipient -> {
        String address = recipient.address();
        if (address.equals("postmaster")) {
          return Resolution.Local.account(mailbox("admin@example.jp"));
        }
        if (address.equals("all@example.jp")) {
          return new Resolution.Local(
              mailbox("all@example.jp"),
              List.of(mailbox("info@example.jp"), mailbox("sales@example.jp")),
              List.of(),
              Optional.empty());
        }
        if (address.equals("info@example.jp")) {
          return Resolution.Local.account(mailbox("info@example.jp"));
        }
        return address.endsWith("@example.jp")
            ? new Resolution.Unknown()
            : new Resolution.Foreign(recipient.mailbox().orElseThrow());
      };

  private RoutingDeliveryAgent agent(Optional<HostPort> smarthost) {
    return agent(USERS, smarthost);
  }

  private RoutingDeliveryAgent agent(LocalUsers users, Optional<HostPort> smarthost) {
    return agent(users, smarthost.map(host -> (Route) new Route.Host(host, false)), Map.of());
  }

  private RoutingDeliveryAgent agent(
      LocalUsers users, Optional<Route> usual, Map<String, Transport> byDomain) {
    DnsLookup lookup = new DnsLookup(dns.address(), Duration.ofSeconds(10));
    return new RoutingDeliveryAgent(
        new Router(users, new FixedRoutes(usual.orElse(new Route.Mx()), byDomain)),
        new NextHopResolver(
            lookup,
            "relay.example.jp",
            Messages.OURS::equals,
            Messages.terms(lookup),
            hop.port(),
            new Random(1)),
        new SmtpClient(connections),
        new LocalDelivery(
            new Maildir(root, "relay.example.jp", Messages.OUR_MAILDIRS),
            new Forwarding(rewritesSender, Clock.systemUTC())));
  }

  private Optional<HostPort> smarthost() {
    return Optional.of(new HostPort("127.0.0.1", hop.port()));
  }

  private static String destination(DeliveryAgent agent, String recipient) {
    return agent.destination(
        ReversePath.of(mailbox("sender@example.org")), ForwardPath.of(mailbox(recipient)));
  }

  private long files(String user) throws IOException {
    try (var files = Files.list(root.resolve("example.jp").resolve(user).resolve("new"))) {
      return files.count();
    }
  }

  @Test
  void destinations_are_local_the_smart_host_or_the_domain() {
    assertThat(destination(agent(Optional.empty()), "info@example.jp")).isEqualTo("local");
    assertThat(destination(agent(Optional.empty()), "gone@example.jp")).isEqualTo("local");
    assertThat(agent(smarthost()).destination(ReversePath.NULL, ForwardPath.POSTMASTER))
        .isEqualTo("local");
    assertThat(destination(agent(Optional.empty()), "a@Example.COM")).isEqualTo("example.com");
    assertThat(destination(agent(smarthost()), "a@Example.COM"))
        .isEqualTo("127.0.0.1:" + hop.port());
    assertThat(dns.questions()).isEmpty();
  }

  @Test
  void a_message_goes_to_a_maildir_to_mx_hosts_and_to_nobody_at_once() throws Exception {
    dns.has("example.com", "MX", "10 mx.example.com.").has("mx.example.com", "A", "127.0.0.1");
    List<Outcome> outcomes =
        agent(Optional.empty())
            .attempt(
                envelope("a@example.com", "info@example.jp", "gone@example.jp", "b@gone.example"),
                Set.of(3, 2, 1, 0),
                content(Messages.CONTENT));
    assertThat(outcomes).extracting(Outcome::position).containsExactly(0, 1, 2, 3);
    assertThat(outcomes.get(0)).isInstanceOf(Outcome.Delivered.class);
    assertThat(outcomes.get(0).relay().name()).isEqualTo("mx.example.com[127.0.0.1]:" + hop.port());
    assertThat(outcomes.get(1)).isInstanceOf(Outcome.Delivered.class);
    assertThat(outcomes.get(1).relay().name()).isEqualTo("maildir");
    assertThat(outcomes.get(2)).isInstanceOf(Outcome.Failed.class);
    assertThat(outcomes.get(2).status()).hasToString("5.1.1");
    assertThat(outcomes.get(3)).isInstanceOf(Outcome.Failed.class);
    assertThat(outcomes.get(3).status()).hasToString("5.1.2");
    assertThat(files("info")).isEqualTo(1);
  }

  @Test
  void the_smart_host_gets_all_domains_in_one_transaction() throws Exception {
    List<Outcome> outcomes =
        agent(smarthost())
            .attempt(
                envelope("a@example.com", "b@example.org"),
                Set.of(0, 1),
                content(Messages.CONTENT));
    assertThat(outcomes).hasSize(2).allMatch(outcome -> outcome instanceof Outcome.Delivered);
    assertThat(hop.contents()).hasSize(1);
    assertThat(dns.questions()).isEmpty();
  }

  @Test
  void an_entry_for_a_domain_goes_before_the_usual_way() throws Exception {
    Map<String, Transport> entries =
        Map.of(
            "discarded.example", Transport.anything(new Route.Discard()),
            "bounced.example", Transport.anything(new Route.Bounce()),
            "stored.example", Transport.anything(new Route.Maildir()),
            "hosted.example", Transport.anything(Route.parse("127.0.0.1:" + hop.port())));
    RoutingDeliveryAgent agent = agent(USERS, Optional.empty(), entries);
    List<Outcome> outcomes =
        agent.attempt(
            envelope(
                "a@discarded.example", "b@bounced.example", "c@stored.example", "d@hosted.example"),
            Set.of(0, 1, 2, 3),
            content(Messages.CONTENT));
    assertThat(outcomes)
        .extracting(outcome -> outcome.status().toString() + " " + outcome.relay())
        .containsExactly(
            "2.0.0 none",
            "5.7.1 none",
            "2.0.0 maildir",
            "2.0.0 127.0.0.1[127.0.0.1]:" + hop.port());
    assertThat(root.resolve("stored.example/c/new")).isNotEmptyDirectory();
    assertThat(destination(agent, "d@hosted.example")).isEqualTo("127.0.0.1:" + hop.port());
    assertThat(dns.questions()).isEmpty();
  }

  @Test
  void no_answer_from_the_dns_defers() throws Exception {
    dns.fails("example.com", "MX", Rcode.SERVFAIL);
    List<Outcome> outcomes =
        agent(Optional.empty())
            .attempt(envelope("a@example.com"), Set.of(0), content(Messages.CONTENT));
    assertThat(outcomes.get(0)).isInstanceOf(Outcome.Deferred.class);
    assertThat(outcomes.get(0).status()).hasToString("4.4.3");
    assertThat(outcomes.get(0).relay().name()).isEqualTo("none");
  }

  @Test
  void the_bare_postmaster_has_a_maildir() throws Exception {
    var some = envelope("info@example.jp");
    var envelope =
        new StoredEnvelope(
            some.queueId(),
            some.acceptedAt(),
            some.sender(),
            some.parameters(),
            List.of(StoredEnvelope.Recipient.of(ForwardPath.POSTMASTER)),
            some.size());
    agent(smarthost()).attempt(envelope, Set.of(0), content(Messages.CONTENT));
    assertThat(files("admin")).isEqualTo(1);
  }

  @Test
  void a_group_that_one_mailbox_fails_is_deferred_and_repeated_without_doubles() throws Exception {
    Files.createDirectories(root.resolve("example.jp"));
    Path inTheWay = Files.writeString(root.resolve("example.jp/sales"), "a file");
    var envelope = envelope("all@example.jp");
    List<Outcome> first =
        agent(smarthost()).attempt(envelope, Set.of(0), content(Messages.CONTENT));
    assertThat(first.get(0)).isInstanceOf(Outcome.Deferred.class);
    assertThat(first.get(0).status()).hasToString("4.3.0");
    assertThat(first.get(0).text()).doesNotContain(root.toString());
    Files.delete(inTheWay);
    List<Outcome> second =
        agent(smarthost()).attempt(envelope, Set.of(0), content(Messages.CONTENT));
    assertThat(second.get(0)).isInstanceOf(Outcome.Delivered.class);
    assertThat(files("info")).isEqualTo(1);
    assertThat(files("sales")).isEqualTo(1);
  }

  @Test
  void without_a_list_of_local_users_everything_waits() throws Exception {
    LocalUsers unknown =
        recipient -> {
          throw new IllegalStateException("no snapshot");
        };
    RoutingDeliveryAgent agent = agent(unknown, smarthost());
    List<Outcome> outcomes =
        agent.attempt(
            envelope("a@example.com", "info@example.jp"), Set.of(0, 1), content(Messages.CONTENT));
    assertThat(outcomes).hasSize(2).allMatch(outcome -> outcome instanceof Outcome.Deferred);
    assertThat(hop.connections()).isZero();
    assertThatThrownBy(() -> destination(agent, "a@example.com"))
        .isInstanceOf(IllegalStateException.class);
  }
}
