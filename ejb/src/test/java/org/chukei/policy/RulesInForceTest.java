package org.chukei.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.ongres.scram.client.ScramClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.chukei.account.Accounts;
import org.chukei.account.ConflictException;
import org.chukei.account.LocalDomains;
import org.chukei.account.LocalUsers.Resolution;
import org.chukei.account.NotFoundException;
import org.chukei.account.RulesChanged;
import org.chukei.account.TestRules;
import org.chukei.account.UnacceptableException;
import org.chukei.config.Settings;
import org.chukei.connector.api.AuthOffer;
import org.chukei.connector.api.Authentication;
import org.chukei.connector.api.Client;
import org.chukei.connector.api.Credentials;
import org.chukei.connector.api.RelayRequest;
import org.chukei.connector.api.ScramParameters;
import org.chukei.connector.api.ScramProof;
import org.chukei.connector.api.Service;
import org.chukei.connector.api.SessionFacts;
import org.chukei.database.TestDatabase;
import org.chukei.policy.Danger.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists, accounts and the rules made of them, on a database. */
class RulesInForceTest {

  private static final ChangedBy BY = ChangedBy.author("admin");
  private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");

  private final TestDatabase database = new TestDatabase();
  private final TestRules stored = new TestRules(database);
  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private final Surroundings nothingNear = new Surroundings(Set.of(), Set.of(), List.of());
  private final PermitList permits = new PermitList(stored, clock, () -> nothingNear);
  private final ConnectionList connections = new ConnectionList(stored, clock, () -> nothingNear);
  private final LocalDomains domains = new LocalDomains(stored);
  private final Accounts accounts = new Accounts(stored);
  @TempDir private static Path home;
  private final Settings settings =
      Settings.of(Map.of("CHUKEI_HOME", home.toString()), Map.of(), Map.of());
  private final RelayRules rules = new RelayRules(settings, clock, stored);
  private final Simulator simulator = new Simulator(rules, settings);

  RulesInForceTest() {
    stored.afterChange(() -> rules.onChange(new RulesChanged()));
  }

  @AfterEach
  void close() throws Exception {
    database.close();
  }

  @Test
  void a_server_starts_with_empty_lists() {
    assertThat(permits.current())
        .isEqualTo(new ListVersion<>("", 0, "", "", Optional.empty(), Instant.EPOCH, List.of()));
    rules.reload();
    assertThat(reply("192.0.2.1", "friend@example.com", "someone@example.net"))
        .startsWith("550 5.7.1 relaying denied");
  }

  @Test
  void a_list_is_kept_as_it_was_written() {
    String text = "# the office\n\n192.168.1.1,255.255.255.0   # printers\n";
    SavedList saved = permits.save(edit(text));
    ListVersion<PermitEntry> current = permits.current();
    assertThat(current.text()).isEqualTo(text);
    assertThat(current.version()).isEqualTo(saved.version());
    assertThat(current.author()).isEqualTo("admin");
    assertThat(current.savedAt()).isEqualTo(NOW);
    assertThat(current.acknowledgedBy()).isEmpty();
    assertThat(current.entries())
        .extracting(entry -> entry.line() + " " + entry.network())
        .containsExactly("3 192.168.1.0/24");
  }

  @Test
  void a_list_from_a_browser_is_kept_with_unix_line_ends() {
    permits.save(edit("10.0.0.1\r\n10.0.0.2\r\n"));
    assertThat(permits.current().text()).isEqualTo("10.0.0.1\n10.0.0.2\n");
  }

  @Test
  void of_a_list_with_a_bad_line_nothing_is_saved() {
    permits.save(edit("10.0.0.1"));
    ListRejectedException rejected =
        catchThrowableOfType(
            ListRejectedException.class, () -> permits.save(edit("10.0.0.2\n10.1\n")));
    assertThat(rejected.errors()).extracting(ListError::line).containsExactly(2);
    assertThat(permits.current().text()).isEqualTo("10.0.0.1");
  }

  @Test
  void every_version_is_kept() {
    permits.save(edit("10.0.0.1"));
    permits.save(edit("10.0.0.2"));
    connections.save(edit("DENY 10.0.0.3"));
    Object rows =
        database.call(
            em -> em.createNativeQuery("SELECT COUNT(*) FROM network_list").getSingleResult());
    assertThat(((Number) rows).intValue()).isEqualTo(3);
  }

  @Test
  void what_somebody_else_saved_meanwhile_is_not_overwritten() {
    permits.save(edit("10.0.0.1"));
    long seen = permits.current().version();
    permits.save(edit("10.0.0.2"));
    assertThatThrownBy(() -> permits.save(new ListEdit("10.0.0.3", OptionalLong.of(seen), BY)))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("changed meanwhile by admin");
    assertThat(permits.current().text()).isEqualTo("10.0.0.2");
  }

  @Test
  void a_dangerous_list_is_saved_only_with_the_name_of_who_acknowledges_it() {
    NeedsAcknowledgementException refused =
        catchThrowableOfType(
            NeedsAcknowledgementException.class,
            () -> permits.save(edit("0.0.0.0/1\n128.0.0.0/1")));
    assertThat(refused.dangers()).extracting(Danger::kind).contains(Kind.ALL_OF_IPV4);
    assertThat(permits.current().version()).isZero();
    assertThatThrownBy(() -> permits.add("203.0.112.0/23", acknowledged("  ")))
        .isInstanceOf(NeedsAcknowledgementException.class);

    permits.add("203.0.112.0/23", acknowledged("tanaka"));
    assertThat(permits.current().acknowledgedBy()).contains("tanaka");
  }

  @Test
  void one_harmless_entry_that_completes_a_dangerous_list_needs_it_too() {
    permits.add("203.0.112.0/24", BY);
    assertThatThrownBy(() -> permits.add("203.0.113.0/24", BY))
        .isInstanceOf(NeedsAcknowledgementException.class);
  }

  @Test
  void taking_something_away_from_an_acknowledged_list_needs_no_new_acknowledgement() {
    permits.save(
        new ListEdit("203.0.112.0/23\n10.0.0.1", OptionalLong.empty(), acknowledged("tanaka")));
    permits.remove("10.0.0.1", BY);
    assertThat(permits.current().acknowledgedBy()).contains("tanaka");
    assertThatThrownBy(() -> permits.add("10.0.0.2", BY))
        .isInstanceOf(NeedsAcknowledgementException.class);
    permits.remove("203.0.112.0/23", BY);
    assertThat(permits.current().acknowledgedBy()).isEmpty();
  }

  @Test
  void dangerous_on_the_connection_list_is_what_it_really_makes_unconditional() {
    connections.save(edit("DENY 0.0.0.0/0\nUNCONDITIONAL 0.0.0.0/0"));
    connections.save(edit("ALLOW ::/0"));
    assertThatThrownBy(() -> connections.save(edit("UNCONDITIONAL 0.0.0.0/0")))
        .isInstanceOf(NeedsAcknowledgementException.class);
    connections.save(edit("DENY 0.0.0.0/0\nUNCONDITIONAL 0.0.0.0/0"));
    assertThatThrownBy(() -> connections.remove("DENY 0.0.0.0/0", BY))
        .isInstanceOf(NeedsAcknowledgementException.class);
  }

  @Test
  void looking_at_a_list_saves_nothing() {
    assertThat(permits.preview("10.0.0.1").warnings())
        .extracting(ListWarning::kind)
        .containsExactly(ListWarning.Kind.PERMITTED_NOT_UNCONDITIONAL);
    assertThat(permits.preview("0.0.0.0/0").dangers())
        .extracting(Danger::kind)
        .contains(Kind.ALL_OF_IPV4);
    assertThatThrownBy(() -> permits.preview("10.1")).isInstanceOf(ListRejectedException.class);
    assertThat(permits.current().version()).isZero();
  }

  @Test
  void one_half_of_an_effective_permit_is_saved_with_a_warning() {
    SavedList half = permits.add("192.168.1.0/24", BY);
    assertThat(half.changed()).isTrue();
    assertThat(half.warnings())
        .extracting(ListWarning::kind)
        .containsExactly(ListWarning.Kind.PERMITTED_NOT_UNCONDITIONAL);
    SavedList both = connections.add("unconditional 192.168.0.0/16", OptionalInt.empty(), BY);
    assertThat(both.warnings())
        .extracting(ListWarning::kind)
        .containsExactly(ListWarning.Kind.UNCONDITIONAL_NOT_PERMITTED);
    assertThat(permits.add("192.168.2.0/24", BY).warnings()).isEmpty();
  }

  @Test
  void lines_that_do_nothing_are_warned_of() {
    SavedList saved =
        connections.save(edit("DENY 10.0.0.0/8\nALLOW 10.1.0.0/16\nDENY 10.0.0.0/8\nDENY ::1"));
    assertThat(saved.warnings())
        .extracting(warning -> warning.line() + " " + warning.kind())
        .containsExactly("2 NEVER_REACHED", "3 DUPLICATE");
    assertThat(permits.save(edit("10.0.0.1\n10.0.0.1/32")).warnings())
        .extracting(warning -> warning.line() + " " + warning.kind())
        .contains("2 DUPLICATE");
  }

  @Test
  void entries_are_added_and_removed_without_touching_the_other_lines() {
    permits.save(edit("# office\n10.0.0.1 # door"));
    permits.add("10.0.0.2,255.255.255.255 # printer", BY);
    assertThat(permits.current().text())
        .isEqualTo("# office\n10.0.0.1 # door\n10.0.0.2,255.255.255.255 # printer\n");
    assertThat(permits.add("10.0.0.2", BY).changed()).isFalse();
    permits.remove("10.0.0.1/32", BY);
    assertThat(permits.current().text())
        .isEqualTo("# office\n10.0.0.2,255.255.255.255 # printer\n");
    assertThatThrownBy(() -> permits.remove("10.0.0.9", BY)).isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> permits.add("10.0.0.3\n10.0.0.4", BY))
        .isInstanceOf(UnacceptableException.class);
    assertThatThrownBy(() -> permits.add("# nothing", BY))
        .isInstanceOf(UnacceptableException.class);
    assertThatThrownBy(() -> permits.add("10.1", BY)).isInstanceOf(ListRejectedException.class);
  }

  @Test
  void a_connection_entry_takes_its_place_among_the_entries() {
    connections.save(edit("# first\nDENY 10.0.0.1\n\n# then\nALLOW 10.0.0.2\n"));
    connections.add("DENY 10.0.0.3", OptionalInt.of(2), BY);
    connections.add("DENY 10.0.0.4", OptionalInt.of(9), BY);
    assertThat(connections.current().text())
        .isEqualTo(
            "# first\nDENY 10.0.0.1\n\n# then\nDENY 10.0.0.3\nALLOW 10.0.0.2\nDENY 10.0.0.4\n");
    assertThatThrownBy(() -> connections.add("DENY 10.0.0.5", OptionalInt.of(0), BY))
        .isInstanceOf(UnacceptableException.class);
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.1, 0", "deny 10.0.0.1, 1", "ALLOW 10.0.0.1/32, 1"})
  void a_connection_entry_is_removed_by_network_or_by_action_and_network(String entry, int left) {
    connections.save(edit("DENY 10.0.0.1\nALLOW 10.0.0.1"));
    connections.remove(entry, BY);
    assertThat(connections.current().entries()).hasSize(left);
    assertThatThrownBy(() -> connections.remove(entry, BY)).isInstanceOf(NotFoundException.class);
  }

  @Test
  void a_change_is_in_force_on_the_next_command() {
    domains.add("example.jp");
    accounts.add("info@example.jp", Optional.empty());
    assertThat(reply("192.0.2.1", "friend@example.com", "info@example.jp")).startsWith("250");
    permits.add("192.0.2.1", BY);
    assertThat(reply("192.0.2.1", "friend@example.com", "someone@example.net")).startsWith("550");
    connections.add("UNCONDITIONAL 192.0.2.1", OptionalInt.empty(), BY);
    assertThat(reply("192.0.2.1", "friend@example.com", "someone@example.net")).startsWith("250");
    connections.save(edit("DENY 192.0.2.1"));
    assertThat(rules.greet(client("192.0.2.1")).verdict().reply().code()).isEqualTo(554);
  }

  @Test
  void what_another_node_changed_is_in_force_after_the_next_look() {
    rules.reload();
    RelayRules otherNode = new RelayRules(settings, clock, stored);
    otherNode.refreshIfChanged();
    connections.save(edit("DENY 192.0.2.1"));
    assertThat(otherNode.greet(client("192.0.2.1")).verdict().reply().code()).isEqualTo(220);
    otherNode.refreshIfChanged();
    assertThat(otherNode.greet(client("192.0.2.1")).verdict().reply().code()).isEqualTo(554);
    assertThat(otherNode.version()).isEqualTo(rules.version());
  }

  @Test
  void without_rules_the_answer_is_not_now_and_nobody_is_unknown() {
    stored.away(true);
    rules.refreshIfChanged();
    assertThat(rules.version()).isZero();
    assertThat(reply("192.0.2.1", "friend@example.com", "info@example.jp"))
        .startsWith("451 4.3.0 ");
    assertThat(rules.authenticate(session(), credentials("info@example.jp", "x")))
        .isEqualTo(new Authentication.NotNow());
    assertThatThrownBy(() -> rules.resolve(Trial.recipient("info@example.jp")))
        .isInstanceOf(IllegalStateException.class);
    stored.away(false);
    rules.refreshIfChanged();
    assertThat(reply("192.0.2.1", "friend@example.com", "someone@example.net")).startsWith("550");
  }

  @Test
  void with_the_database_away_the_rules_in_memory_go_on_deciding() {
    domains.add("example.jp");
    accounts.add("info@example.jp", Optional.empty());
    stored.away(true);
    rules.refreshIfChanged();
    assertThat(reply("192.0.2.1", "friend@example.com", "info@example.jp")).startsWith("250");
    assertThat(rules.resolve(Trial.recipient("info@example.jp")))
        .isInstanceOf(Resolution.Local.class);
  }

  @Test
  void an_account_proves_its_password_by_scram_as_nobody_but_itself() throws Exception {
    assertThat(rules.scramParameters("info@example.jp")).isEmpty();
    assertThat(rules.authenticate(new ScramProof(Optional.empty(), "x", "", "", Optional.empty())))
        .isEqualTo(new Authentication.NotNow());
    domains.add("example.jp");
    accounts.add("info@example.jp", Optional.of("secret"));
    accounts.add("mute@example.jp", Optional.empty());
    Optional<String> none = Optional.empty();

    assertThat(scram("info@example.jp", "secret", none, none))
        .isInstanceOf(Authentication.Granted.class)
        .extracting("account")
        .isEqualTo("info@example.jp");
    assertThat(scram("INFO@Example.jp", "secret", Optional.of("info@example.JP"), none))
        .isInstanceOf(Authentication.Granted.class);
    Authentication denied = new Authentication.Denied();
    assertThat(scram("info@example.jp", "Secret", none, none)).isEqualTo(denied);
    assertThat(scram("mute@example.jp", "secret", none, none)).isEqualTo(denied);
    assertThat(scram("nobody@example.jp", "secret", none, none)).isEqualTo(denied);
    assertThat(scram("info@example.jp", "secret", none, Optional.of("void"))).isEqualTo(denied);
    assertThat(scram("info@example.jp", "secret", Optional.of("mute@example.jp"), none))
        .isEqualTo(denied);
  }

  /** The client of another project, which verifies our signature too. */
  private Authentication scram(
      String name, String password, Optional<String> authorization, Optional<String> flaw)
      throws Exception {
    ScramClient client =
        ScramClient.builder()
            .advertisedMechanisms(List.of("SCRAM-SHA-256"))
            .username(name)
            .password(password.toCharArray())
            .build();
    String first = client.clientFirstMessage().toString().substring("n,,".length());
    ScramParameters parameters = rules.scramParameters(name).orElseThrow();
    assertThat(rules.scramParameters(name)).contains(parameters);
    String serverFirst =
        "r=%s,s=%s,i=%d"
            .formatted(
                first.substring(first.indexOf(",r=") + 3) + "x",
                parameters.salt(),
                parameters.iterations());
    client.serverFirstMessage(serverFirst);
    String[] last = client.clientFinalMessage().toString().split(",p=");
    String message = first + "," + serverFirst + "," + last[0];
    Authentication answer =
        rules.authenticate(new ScramProof(authorization, name, message, last[1], flaw));
    if (answer instanceof Authentication.Granted granted) {
      client.serverFinalMessage("v=" + granted.serverSignature().orElseThrow());
    }
    return answer;
  }

  @Test
  void an_account_authenticates_with_its_password_as_nobody_but_itself() {
    domains.add("example.jp");
    accounts.add("info@example.jp", Optional.of("secret"));
    accounts.add("mute@example.jp", Optional.empty());
    Authentication granted = new Authentication.Granted("info@example.jp");
    Authentication denied = new Authentication.Denied();
    assertThat(rules.authenticate(session(), credentials("info@example.jp", "secret")))
        .isEqualTo(granted);
    assertThat(rules.authenticate(session(), credentials("INFO@Example.jp", "secret")))
        .isEqualTo(granted);
    assertThat(
            rules.authenticate(
                session(),
                new Credentials(Optional.of("Info@example.jp"), "info@example.jp", "secret")))
        .isEqualTo(granted);
    assertThat(
            rules.authenticate(
                session(), new Credentials(Optional.of(""), "info@example.jp", "secret")))
        .isEqualTo(granted);
    assertThat(
            rules.authenticate(
                session(),
                new Credentials(Optional.of("mute@example.jp"), "info@example.jp", "secret")))
        .isEqualTo(denied);
    for (String name : List.of("mute@example.jp", "nobody@example.jp", "info", "", "x@y@z")) {
      assertThat(rules.authenticate(session(), credentials(name, "secret"))).isEqualTo(denied);
    }
    for (String password : List.of("", "Secret", "secret\u0000", "x".repeat(9_999))) {
      assertThat(rules.authenticate(session(), credentials("info@example.jp", password)))
          .isEqualTo(denied);
    }
    accounts.password("info@example.jp", Optional.of("other"));
    assertThat(rules.authenticate(session(), credentials("info@example.jp", "secret")))
        .isEqualTo(denied);
  }

  @Test
  void the_simulator_decides_as_the_rules_do() {
    domains.add("example.jp");
    accounts.add("info@example.jp", Optional.empty());
    connections.save(edit("DENY 192.0.2.9"));
    assertThat(simulated("mx", "192.0.2.1", false, "")).startsWith("550 5.7.1 relaying denied");
    assertThat(simulated("submission", "192.0.2.1", true, ""))
        .startsWith("530 5.7.0 authentication required");
    assertThat(simulated("submission", "192.0.2.1", false, ""))
        .startsWith("530 5.7.0 Must issue a STARTTLS command first");
    assertThat(simulated("submission", "127.0.0.1", false, ""))
        .as("loopback may authenticate in the clear")
        .startsWith("530 5.7.0 authentication required");
    assertThat(simulated("mx", "192.0.2.9", false, "")).startsWith("554");
    assertThatThrownBy(() -> simulated("submission", "192.0.2.1", true, "x@example.jp"))
        .isInstanceOf(NotFoundException.class);
    assertThat(
            simulator.simulate(question("submission", "192.0.2.1", true, "INFO@example.jp")).rule())
        .isEqualTo(Rule.NOT_OWNER);
  }

  private String simulated(String service, String client, boolean tls, String account) {
    return simulator.simulate(question(service, client, tls, account)).verdict().reply().toString();
  }

  private static RelayQuestion question(
      String service, String client, boolean tls, String account) {
    return RelayQuestion.read(
        service, client, tls, "friend@example.com", "someone@example.net", account, "");
  }

  private String reply(String client, String sender, String recipient) {
    return rules.decide(request(client, sender, recipient)).verdict().reply().toString();
  }

  private static RelayRequest request(String client, String sender, String recipient) {
    return new RelayRequest(
        new SessionFacts(
            client(client),
            "x",
            true,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            AuthOffer.NO),
        Trial.sender(sender),
        Trial.recipient(recipient));
  }

  private static SessionFacts session() {
    return new SessionFacts(
        client("192.0.2.1"),
        "x",
        true,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        AuthOffer.NOW);
  }

  private static Client client(String address) {
    return new Client(Service.MX, Trial.address(address), 40_000);
  }

  private static Credentials credentials(String name, String password) {
    return new Credentials(Optional.empty(), name, password);
  }

  private static ChangedBy acknowledged(String name) {
    return new ChangedBy("admin", "", Optional.of(name));
  }

  private static ListEdit edit(String text) {
    return new ListEdit(text, OptionalLong.empty(), BY);
  }
}
