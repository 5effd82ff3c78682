package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The console as a browser meets it, from the one-time password on. */
@ExtendWith(SharedRelay.class)
class ConsoleIT {

  @ParameterizedTest
  @CsvSource({
    "en, Nothing was saved, is not an IPv4 address of four octets, Saved and in force",
    "ja, 保存していません, 4 つの数からなる IPv4 アドレスではありません, 保存しました"
  })
  void a_bad_permit_list_names_its_line_and_saves_nothing_and_a_good_one_is_in_force(
      String language, String refused, String reason, String saved, RunningRelay relay)
      throws IOException {
    String before = relay.cli("permit", "list");
    try (Browser browser = new Browser(language, relay)) {
      browser.open("/permit.xhtml");
      assertThat(browser.path()).startsWith("/login.xhtml");
      assertThat(browser.language()).isEqualTo(language);
      browser.logIn("admin", relay.consolePassword());
      browser.awaitPath("/permit.xhtml"); // on to the page that was asked for
      assertThat(relay.home().resolve("admin-password")).doesNotExist();

      String text = browser.value("list:text");
      browser.type("list:text", text + "\n10.1\n<b>203.0.113.0");
      browser.press("list:save");
      browser.awaitText("messages", refused);
      int line = text.split("\n").length + (text.endsWith("\n") ? 2 : 1);
      assertThat(browser.rows("#list\\:errors tbody tr"))
          .satisfiesExactly(
              first -> assertThat(first).startsWith(line + " 10.1 ").contains(reason),
              second -> assertThat(second).startsWith(line + 1 + " <b>203.0.113.0 "));
      assertThat(browser.value("list:text")).as("what was typed stays").contains("10.1");
      assertThat(relay.cli("permit", "list")).isEqualTo(before);

      browser.type("list:text", text + "\n203.0.113.7 # " + language);
      browser.press("list:save");
      browser.awaitText("messages", saved);
      browser.awaitText("entries", "203.0.113.7");
      assertThat(relay.cli("permit", "list")).contains("203.0.113.7");
    } finally {
      relay.cli("permit", "remove", "203.0.113.7");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "en, Comes in: 8 IPv4 and 0 IPv6 addresses, back to version",
    "ja, 追加: IPv4 アドレス 8 個、IPv6 アドレス 0 個, に戻した"
  })
  void a_list_is_imported_and_an_old_version_comes_back_with_one_click(
      String language, String report, String reason, RunningRelay relay) throws IOException {
    String before = relay.cli("permit", "export");
    try (Browser browser = new Browser(language, relay)) {
      browser.open("/permit.xhtml");
      browser.logIn("admin", relay.consolePassword());
      browser.awaitPath("/permit.xhtml");
      browser.choose("import:format", "postfix-mynetworks");
      browser.type("import:foreign", "!198.51.100.8/29, 198.51.100.0/28");
      browser.press("import:convert");
      browser.awaitText("import:report", report);
      assertThat(browser.value("list:text")).isEqualTo("198.51.100.0/29\n");
      assertThat(relay.cli("permit", "export")).as("before it is saved").isEqualTo(before);
      browser.press("list:save");
      browser.awaitText("entries", "198.51.100.0/29");
      assertThat(relay.cli("permit", "export")).isEqualTo("198.51.100.0/29\n");

      browser.press("versions:table:0:compare");
      browser.awaitText("versions:change", "+198.51.100.0/29");
      browser.press("versions:table:1:rollBack");
      await().untilAsserted(() -> assertThat(relay.cli("permit", "export")).isEqualTo(before));
      browser.awaitText("versions", reason);
    } finally {
      relay.restore("permit", before);
    }
  }

  @Test
  void a_transport_is_refused_with_its_reason_or_added(RunningRelay relay) throws IOException {
    try (Browser browser = new Browser("en", relay)) {
      browser.open("/transports.xhtml");
      browser.logIn("admin", relay.consolePassword());
      browser.awaitPath("/transports.xhtml");

      browser.type("add:recipient", "paged.example");
      browser.type("add:route", "smtp.example");
      browser.press("add:save");
      browser.awaitText("messages", "must be mx, host:port");
      assertThat(relay.cli("transport", "list")).doesNotContain("paged.example");

      browser.type("add:route", "127.0.0.1:2599");
      browser.press("add:save");
      browser.awaitText("transports", "paged.example");
      assertThat(relay.cli("transport", "test", "a@paged.example"))
          .contains("the transport of paged.example");
      browser.type("test:address", "a@paged.example");
      browser.press("test:ask");
      browser.awaitText("answer", "127.0.0.1:2599");
    } finally {
      relay.cli("transport", "remove", "paged.example");
    }
  }

  @Test
  void a_dangerous_list_is_saved_only_with_the_name_of_who_answers_for_it(RunningRelay relay)
      throws IOException {
    String before = relay.cli("permit", "export");
    try (Browser browser = new Browser("en", relay)) {
      browser.open("/permit.xhtml");
      browser.logIn("admin", relay.consolePassword());
      browser.awaitPath("/permit.xhtml");
      browser.type(
          "list:text", relay.listText("permit") + "198.18.0.0/15\n10.0.0.0/24\n10.0.0.1 tls");
      browser.press("list:save");
      browser.awaitText("list:dangers", "198.18.0.0/15 is a wide block of public addresses");
      assertThat(browser.text("list:dangers")).contains("The conditions of 10.0.0.1 tls");
      assertThat(relay.cli("permit", "export")).isEqualTo(before);

      browser.type("list:acknowledgement", "Sato");
      browser.type("list:reason", "a test network");
      browser.press("list:save");
      browser.awaitText("messages", "Saved and in force");
      assertThat(relay.cli("permit", "versions", "--limit", "1"))
          .contains("Sato", "a test network");
      browser.press("versions:table:1:rollBack");
      await().untilAsserted(() -> assertThat(relay.cli("permit", "export")).isEqualTo(before));
      browser.awaitText("versions", "back to version");
    } finally {
      relay.restore("permit", before);
    }
  }

  @Test
  void a_wrong_password_stays_outside(RunningRelay relay) {
    try (Browser browser = new Browser("en", relay)) {
      browser.open("/login.xhtml");
      browser.logIn("admin", "wrong");
      browser.awaitText("messages", "User or password is wrong");
      browser.open("/queue.xhtml");
      assertThat(browser.path()).startsWith("/login.xhtml");
    }
  }

  @Test
  void logging_out_ends_the_session(RunningRelay relay) {
    try (Browser browser = new Browser("en", relay)) {
      browser.open("/login.xhtml");
      browser.logIn("admin", relay.consolePassword());
      browser.awaitPath("/index.xhtml");
      browser.press("visitor:logout");
      browser.awaitPath("/login.xhtml?continue=true");
      browser.open("/index.xhtml");
      assertThat(browser.path()).startsWith("/login.xhtml");
    }
  }

  @Test
  void the_api_answers_nobody_without_the_token_and_no_page_of_another_site(RunningRelay relay)
      throws Exception {
    Path token = relay.home().resolve("api.token");
    URI status = URI.create("http://127.0.0.1:" + relay.httpPort() + "/api/status");
    String bearer = "Bearer " + Files.readString(token).trim();

    HttpResponse<String> bare = get(HttpRequest.newBuilder(status));
    assertThat(bare.statusCode()).isEqualTo(401);
    assertThat(bare.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"chukei\"");
    assertThat(get(HttpRequest.newBuilder(status).header("Authorization", bearer)).statusCode())
        .isEqualTo(200);
    HttpRequest.Builder foreign =
        HttpRequest.newBuilder(status)
            .header("Authorization", bearer)
            .header("Origin", "http://evil.example");
    assertThat(get(foreign).statusCode()).isEqualTo(403);
  }

  @Test
  void pages_forbid_what_they_do_not_need(RunningRelay relay) throws Exception {
    URI login = URI.create("http://127.0.0.1:" + relay.httpPort() + "/login.xhtml?continue=true");
    HttpResponse<String> page = get(HttpRequest.newBuilder(login));
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "frame-ancestors 'none'")
        .containsPattern("script-src 'self' 'nonce-[^']+'")
        .doesNotContain("unsafe-eval");
    assertThat(page.headers().firstValue("X-Frame-Options")).contains("DENY");
    assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(page.headers().firstValue("Set-Cookie").orElseThrow().toLowerCase(Locale.ROOT))
        .contains("httponly", "samesite=strict");
  }

  private static HttpResponse<String> get(HttpRequest.Builder request) throws Exception {
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
