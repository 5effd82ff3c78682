package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The open-relay self-test, by every door. */
@ExtendWith(SharedRelay.class)
class SelfTestIT {

  @Test
  void it_runs_by_itself_and_tells_everywhere_that_this_is_no_open_relay(RunningRelay relay)
      throws Exception {
    await().untilAsserted(() -> assertThat(health(relay)).contains("\"PASSED\""));
    assertThat(relay.cli("policy", "self-test")).startsWith("passed: ");
    assertThat(relay.cli("policy", "self-test", "--last")).startsWith("passed: ");
    assertThat(new Rest(relay).get("policy/self-test").getInt("asked")).isGreaterThan(150);
    try (Jmx jmx = Jmx.of(relay)) {
      assertThat((String) jmx.call("RelayPolicy", "runSelfTest")).startsWith("passed: ");
      assertThat((String) jmx.attribute("RelayPolicy", "SelfTest")).startsWith("passed: ");
    }
    for (String language : List.of("en", "ja")) {
      try (Browser browser = Browser.loggedIn(language, relay)) {
        browser.press("selfTest:run");
        browser.awaitText("selfTest", language.equals("en") ? "No open relay" : "オープンリレーではありません");
      }
    }
  }

  @Test
  void it_runs_again_after_a_change_and_leaves_no_trace_in_log_and_decisions(RunningRelay relay)
      throws Exception {
    String entry = "127.0.0.31";
    long before = version(relay);
    relay.cli("permit", "add", entry);
    try {
      await().untilAsserted(() -> assertThat(version(relay)).isGreaterThan(before));
      assertThat(relay.cli("decisions", "--to", "target@chukei-self-test-target.invalid"))
          .doesNotContain("self-test");
      assertThat(Files.readString(relay.home().resolve("log/mail.log")))
          .doesNotContain("chukei-self-test");
    } finally {
      relay.cli("permit", "remove", entry);
    }
  }

  private static long version(RunningRelay relay) throws Exception {
    return new Rest(relay).get("policy/self-test").getJsonNumber("rulesVersion").longValue();
  }

  private static String health(RunningRelay relay) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + relay.httpPort() + "/health/ready"))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  @Test
  void a_permitted_address_that_greets_with_many_names_is_suspected_to_be_a_gateway(
      RunningRelay relay) throws Exception {
    for (int i = 0; i <= 20; i++) {
      try (Talk talk = Talk.from(SharedRelay.PERMITTED, relay.mxPort())) {
        talk.tell("EHLO gateway" + i + ".example");
        talk.tell("MAIL FROM:<a@example.com>");
        assertThat(talk.ask("RCPT TO:<b@example.net>")).startsWith("250");
      }
    }
    Launcher.Ran ran = relay.launcher().call("policy", "gateways");
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.out())
        .startsWith(SharedRelay.PERMITTED + " is permitted and has greeted with 21");
    try (Jmx jmx = Jmx.of(relay)) {
      assertThat((String[]) jmx.attribute("RelayPolicy", "SuspectedGateways")).hasSize(1);
    }
  }
}
