package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Users of the console, their tokens and what they did, by JMX. */
@ExtendWith(SharedRelay.class)
class UsersJmxIT {

  private static final String PASSWORD = "a-rather-long-password";

  private final RunningRelay relay;
  private Jmx jmx;

  UsersJmxIT(RunningRelay relay) {
    this.relay = relay;
  }

  @BeforeEach
  void connect() throws Exception {
    jmx = Jmx.of(relay);
    jmx.call("Users", "addUser", "mori", "viewer", PASSWORD);
  }

  @AfterEach
  void disconnect() throws Exception {
    jmx.call("Users", "removeUser", "mori");
    assertThat(users()).noneMatch(user -> user.startsWith("mori"));
    jmx.close();
  }

  private List<String> users() throws Exception {
    return List.of((String[]) jmx.attribute("Users", "Users"));
  }

  @Test
  void a_user_logs_in_with_the_role_and_the_password_that_were_given() throws Exception {
    assertThat(users()).contains("admin ADMINISTRATOR", "mori VIEWER");
    jmx.call("Users", "setRole", "mori", "OPERATOR");
    jmx.call("Users", "setPassword", "mori", PASSWORD + "-2");
    try (Browser browser = new Browser("en", relay)) {
      browser.open("/login.xhtml");
      browser.logIn("mori", PASSWORD + "-2");
      browser.awaitPath("/index.xhtml");
      browser.open("/queue.xhtml");
      assertThat(browser.isVisible("pauses:pause")).isTrue();
      browser.open("/domains.xhtml");
      assertThat(browser.isVisible("add:save")).isFalse();
    }
  }

  @Test
  void a_token_opens_the_api_until_it_is_taken() throws Exception {
    String token = (String) jmx.call("Users", "giveToken", "mori");
    assertThat(users()).contains("mori VIEWER token");
    assertThat(Rest.withToken(relay, token).get("status").getString("hostname"))
        .isEqualTo("mail.example.jp");
    jmx.call("Users", "takeToken", "mori");
    assertThat(users()).contains("mori VIEWER");
    assertThat(Rest.withToken(relay, token).status("status")).isEqualTo(401);
  }

  @Test
  void what_was_done_stands_in_the_audit_log_without_secrets() throws Exception {
    String token = (String) jmx.call("Users", "giveToken", "mori");
    String[] lines = (String[]) jmx.call("Audit", "find", "", "", 50);
    assertThat(lines)
        .anyMatch(line -> line.contains(" jmx JMX user.add DONE mori viewer"))
        .anyMatch(line -> line.contains(" jmx JMX user.token DONE mori"))
        .noneMatch(line -> line.contains(PASSWORD) || line.contains(token));
    assertThat((String[]) jmx.call("Audit", "find", "", "2026-01-01T00:00:00Z", 50)).isEmpty();
    assertThatThrownBy(() -> jmx.call("Audit", "find", "yesterday", "", 50))
        .hasStackTraceContaining("from: 'yesterday' is not a time like");
  }

  /** jconsole has no class of the container's, and would tell of that instead of the reason. */
  @Test
  void what_is_thrown_is_the_platform_s() {
    Throwable refused = catchThrowable(() -> jmx.call("Users", "addUser", "ono", "KING", PASSWORD));

    assertThat(Stream.iterate(refused, t -> t != null, Throwable::getCause))
        .allMatch(thrown -> thrown.getClass().getName().matches("javax?\\..*"));
  }

  @Test
  void what_can_not_be_is_refused_with_the_reason() throws Exception {
    assertThatThrownBy(() -> jmx.call("Users", "addUser", "ono", "VIEWER", "short"))
        .hasStackTraceContaining("IllegalArgumentException: a password has 15 to 256 characters");
    assertThatThrownBy(() -> jmx.call("Users", "addUser", "ono", "KING", PASSWORD))
        .hasStackTraceContaining("role: 'KING' is not one of viewer, operator, administrator");
    assertThatThrownBy(() -> jmx.call("Users", "setPassword", "nobody", PASSWORD))
        .hasStackTraceContaining("there is no user nobody");
    assertThatThrownBy(() -> jmx.call("Users", "removeUser", "admin"))
        .hasStackTraceContaining("admin always exists");
    assertThat(users()).noneMatch(user -> user.startsWith("ono"));
  }

  @Test
  void what_the_dashboard_counts_is_counted_here() throws Exception {
    try (Talk talk = Talk.from("127.0.0.61", relay.mxPort())) {
      talk.tell("MAIL FROM:<a@example.com>");
      assertThat(talk.ask("RCPT TO:<b@example.net>")).startsWith("550 ");
    }
    assertThat((String[]) jmx.attribute("RelayPolicy", "VerdictsOfLastHour"))
        .anyMatch(line -> line.matches("REFUSED RELAYING_DENIED: [1-9][0-9]*"));
    long before = sent();
    try (Talk talk = Talk.from("127.0.0.62", relay.mxPort())) {
      talk.envelope("a@example.com", "info@example.jp");
      assertThat(talk.content("Subject: counted\r\n\r\n")).startsWith("250 ");
    }
    await().atMost(Duration.ofSeconds(60)).until(() -> sent() > before);
    assertThat((String) jmx.call("Directory", "testTransport", "", "info@example.jp"))
        .contains("route=maildir:", "why=a local user: info@example.jp");
  }

  private long sent() throws Exception {
    TabularData deliveries = (TabularData) jmx.attribute("RelayPolicy", "DeliveriesOfLastHour");
    return (Long) deliveries.get(new Object[] {"SENT"}).get("value");
  }
}
