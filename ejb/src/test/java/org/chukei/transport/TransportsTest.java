package org.chukei.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.chukei.account.ConflictException;
import org.chukei.account.NotFoundException;
import org.chukei.account.TestRules;
import org.chukei.config.Settings;
import org.chukei.config.TlsPolicy;
import org.chukei.database.TestDatabase;
import org.chukei.smtp.MailboxParser;
import org.chukei.smtp.ReversePath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TransportsTest {

  private final TestDatabase database = new TestDatabase();
  private final TestRules rules = new TestRules(database);
  private final Transports transports =
      new Transports(rules, Settings.of(Map.of(), Map.of(), Map.of()));

  @BeforeEach
  void read() {
    rules.afterChange(transports::refreshIfChanged);
    transports.reload();
  }

  @AfterEach
  void close() throws Exception {
    database.close();
  }

  private static Transport entry(String recipient, String sender, String route) {
    return Transport.read(recipient, sender, route, "", "", "", "");
  }

  private String route(String sender, String recipient) {
    ReversePath from =
        sender.isEmpty()
            ? ReversePath.NULL
            : ReversePath.of(MailboxParser.mailbox("info@" + sender).orElseThrow());
    return transports
        .entry(from, MailboxParser.domainOrLiteral(recipient).orElseThrow())
        .map(entry -> entry.route().toString())
        .orElse("usual");
  }

  @Test
  void a_change_is_in_force_at_once_and_what_is_in_memory_outlives_the_database() {
    transports.add(entry("example.com", "", "discard"));
    assertThat(route("example.org", "example.com")).isEqualTo("discard");
    rules.away(true);
    transports.refreshIfChanged();
    assertThat(route("example.org", "example.com")).isEqualTo("discard");
    rules.away(false);
    transports.remove("EXAMPLE.com", "");
    assertThat(route("example.org", "example.com")).isEqualTo("usual");
  }

  @Test
  void a_table_that_was_never_read_cannot_tell() {
    Transports unread = new Transports(rules, Settings.of(Map.of(), Map.of(), Map.of()));
    assertThatThrownBy(
            () -> unread.entry(ReversePath.NULL, MailboxParser.domain("example.com").orElseThrow()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void an_entry_comes_back_as_it_went_in_and_its_secret_is_not_shown() {
    Transport entry =
        Transport.read(
            "*",
            "",
            "smtps:mail.example.net:465",
            "verify",
            "192.0.2.7 2001:db8::7",
            "me",
            "s3cret");
    transports.add(entry);
    assertThat(transports.list()).containsExactly(entry);
    assertThat(entry.login()).contains(new Login("me", "s3cret"));
    assertThat(entry.tls()).contains(TlsPolicy.VERIFY);
    assertThat(entry.toString()).doesNotContain("s3cret");
  }

  @Test
  void a_page_of_those_with_a_text_in_them_is_listed() {
    for (int i = 0; i < 5; i++) {
      transports.add(entry("t" + i + ".example", i == 3 ? "from.example" : "", "Hop.example:25"));
    }
    transports.add(entry("last.example", "", "discard"));
    assertThat(transports.list("T", 1, 2))
        .extracting(t -> t.recipient().text())
        .containsExactly("t0.example", "t1.example");
    assertThat(transports.count("hop.EXAMPLE")).isEqualTo(5);
    assertThat(transports.list("from.", 0, 9)).singleElement();
    assertThat(transports.count("")).isEqualTo(6);
    assertThat(transports.count("%")).isZero();
  }

  @Test
  void one_entry_for_the_same_domains() {
    transports.add(entry("example.com", "", "discard"));
    transports.add(entry("example.com", "example.jp", "discard"));
    assertThatThrownBy(() -> transports.add(entry("example.com", "*", "bounce")))
        .isInstanceOf(ConflictException.class)
        .hasMessage("there is a transport for example.com already; remove it first");
    assertThatThrownBy(() -> transports.remove("example.com", "example.net"))
        .isInstanceOf(NotFoundException.class)
        .hasMessage("there is no transport for example.com from example.net");
  }

  @Test
  void the_setting_is_the_usual_way() {
    Settings settings =
        Settings.of(
            Map.of("CHUKEI_DELIVERY_SMARTHOST", "smart.example.jp:587"), Map.of(), Map.of());
    assertThat(new Transports(rules, settings).usual().route()).hasToString("smart.example.jp:587");
    assertThat(transports.usual()).isEqualTo(Transport.BY_MX);
    assertThat(transports.usual().login()).isEqualTo(Optional.empty());
  }
}
