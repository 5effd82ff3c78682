package org.chukei.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BiPredicate;
import org.chukei.account.LocalDomains;
import org.chukei.account.TestRules;
import org.chukei.config.Settings;
import org.chukei.connector.api.Limit;
import org.chukei.connector.api.OpenServices;
import org.chukei.connector.api.Service;
import org.chukei.connector.api.ServiceCounts;
import org.chukei.connector.api.SmtpServices;
import org.chukei.connector.api.SmtpTalk;
import org.chukei.database.TestDatabase;
import org.chukei.policy.ChangedBy;
import org.chukei.policy.ConnectionList;
import org.chukei.policy.ListEdit;
import org.chukei.policy.PermitList;
import org.chukei.policy.RelayRules;
import org.chukei.selftest.SelfTestResult.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The self-test against services that are right, and that are wrong in one way each. */
class SelfTestTest {

  @TempDir private static Path home;
  private final TestDatabase database = new TestDatabase();
  private final TestRules stored = new TestRules(database);
  private final Settings settings =
      Settings.of(Map.of("CHUKEI_HOME", home.toString()), Map.of(), Map.of());
  private final Clock clock = Clock.systemUTC();
  private final RelayRules rules = new RelayRules(settings, clock, stored);
  private final PermitList permits = new PermitList(settings, stored, clock);
  private final ConnectionList connections = new ConnectionList(settings, stored, clock);
  private final SelfTest selfTest =
      new SelfTest(rules, permits, connections, new LocalDomains(stored), clock);
  private final List<String> asked = new ArrayList<>();
  private SmtpServices open = services((client, recipient) -> false);

  SelfTestTest() {
    stored.afterChange(rules::reload);
    new LocalDomains(stored).add("example.jp");
    permits.save(edit("10.0.0.0/30"));
    connections.save(edit("UNCONDITIONAL 10.0.0.0/30"));
  }

  private static ListEdit edit(String text) {
    return new ListEdit(text, OptionalLong.empty(), ChangedBy.author("admin"));
  }

  @AfterEach
  void close() throws Exception {
    OpenServices.closed(open);
    database.close();
  }

  /** Relays for 10.0.0.0 to 10.0.0.3, and whatever else it is told to. */
  private SmtpServices services(BiPredicate<InetAddress, String> also) {
    return new SmtpServices() {
      @Override
      public SmtpTalk pose(Service service, InetAddress client) {
        return new SmtpTalk() {
          @Override
          public String greeting() {
            return "220 ready";
          }

          @Override
          public String ask(String command) throws IOException {
            if (!command.startsWith("RCPT")) {
              return "250 ok";
            }
            asked.add(service + " " + client.getHostAddress() + " " + command);
            boolean permitted =
                List.of("10.0.0.0", "10.0.0.1", "10.0.0.2", "10.0.0.3")
                    .contains(client.getHostAddress());
            return permitted || also.test(client, command) ? "250 2.1.5 ok" : "550 5.7.1 no";
          }

          @Override
          public void close() {}
        };
      }

      @Override
      public List<Service> services() {
        return List.of(Service.values());
      }

      @Override
      public InetSocketAddress address(Service service) {
        throw new UnsupportedOperationException();
      }

      @Override
      public ServiceCounts counts(Service service) {
        throw new UnsupportedOperationException();
      }

      @Override
      public Map<Limit, Long> exceeded() {
        return Map.of();
      }

      @Override
      public boolean drain(Duration grace) {
        return true;
      }
    };
  }

  private SelfTestResult run(BiPredicate<InetAddress, String> also) {
    open = services(also);
    OpenServices.opened(open);
    return selfTest.run();
  }

  @Test
  void a_server_that_does_what_its_lists_say_passes() {
    SelfTestResult result = run((client, command) -> false);
    assertThat(result.state()).as(result.text()).isEqualTo(State.PASSED);
    assertThat(result.asked()).isEqualTo(asked.size()).isGreaterThan(150);
    assertThat(asked)
        .contains(
            "MX 10.0.0.0 RCPT TO:<target@chukei-self-test-target.invalid>",
            "MX 10.0.0.4 RCPT TO:<target@chukei-self-test-target.invalid>",
            "SUBMISSION 192.0.2.77 RCPT TO:<target%chukei-self-test-target.invalid@example.jp>");
  }

  @Test
  void a_server_that_falls_for_a_source_route_is_an_open_relay() {
    SelfTestResult result = run((client, command) -> command.contains("<@example.jp:"));
    assertThat(result.state()).isEqualTo(State.FAILED);
    assertThat(result.findings()).allMatch(f -> f.probe().equals("source route") && f.relayed());
    assertThat(result.text()).startsWith("failed: relays for 192.0.2.77 on MX (source route): 250");
  }

  @Test
  void a_server_that_relays_for_a_neighbour_of_a_range_is_found() {
    SelfTestResult result = run((client, command) -> client.getHostAddress().equals("10.0.0.4"));
    assertThat(result.findings())
        .singleElement()
        .satisfies(f -> assertThat(f.text()).startsWith("relays for 10.0.0.4 on MX"));
  }

  @Test
  void a_server_that_refuses_a_permitted_client_is_found() {
    permits.save(edit("10.0.0.0/30\n10.0.0.9"));
    connections.save(edit("UNCONDITIONAL 10.0.0.0/28"));
    assertThat(run((client, command) -> false).findings())
        .singleElement()
        .satisfies(f -> assertThat(f.text()).startsWith("refuses the permitted 10.0.0.9 on MX"));
  }

  @Test
  void what_a_catch_all_takes_is_not_relayed() {
    SelfTestResult result = run((client, command) -> command.endsWith("@example.jp>"));
    assertThat(result.state()).as(result.text()).isEqualTo(State.PASSED);
  }

  @Test
  void without_services_it_says_that_it_was_not_run() {
    assertThat(selfTest.run().text()).isEqualTo("not run: the services are not open");
    selfTest.runIfChanged();
    assertThat(asked).isEmpty();
  }

  @Test
  void it_runs_again_only_after_a_change() {
    run((client, command) -> false);
    asked.clear();
    selfTest.runIfChanged();
    assertThat(asked).isEmpty();
    permits.save(edit("10.0.0.0/30\n10.0.0.1"));
    selfTest.runIfChanged();
    assertThat(asked).isNotEmpty();
  }
}
