package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What other sites, and who guesses, can't do to the console. */
@ExtendWith(SharedRelay.class)
class ConsoleSecurityIT {

  private static final Pattern VIEW_STATE =
      Pattern.compile("name=\"jakarta.faces.ViewState\"[^>]* value=\"([^\"]+)\"");

  private static final Pattern NONCE = Pattern.compile("<script[^>]* nonce=\"([^\"]+)\"");
  private static final Pattern LOCKED =
      Pattern.compile("Too many failures. Please try again in (\\d+) seconds");

  /** Longer than the next request takes, in seconds. */
  private static final long LONG_ENOUGH = 8;

  private final RunningRelay relay;
  private final CookieManager cookies = new CookieManager();
  private final HttpClient client =
      HttpClient.newBuilder()
          .cookieHandler(cookies)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  ConsoleSecurityIT(RunningRelay relay) {
    this.relay = relay;
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + relay.httpPort() + path);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(uri(path)).header("Accept-Language", "en").build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, Map<String, String> form)
      throws IOException, InterruptedException {
    String body =
        form.entrySet().stream()
            .map(e -> encoded(e.getKey()) + "=" + encoded(e.getValue()))
            .collect(Collectors.joining("&"));
    return client.send(
        HttpRequest.newBuilder(uri(path))
            .header("Accept-Language", "en")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String first(Pattern pattern, HttpResponse<String> page) {
    Matcher found = pattern.matcher(page.body());
    assertThat(found.find()).as(page.body()).isTrue();
    return found.group(1);
  }

  private HttpResponse<String> logIn(String name, String password)
      throws IOException, InterruptedException {
    HttpResponse<String> page = get("/index.xhtml");
    Map<String, String> form = loginForm(page, name, password);
    form.put("primefaces.nonce", first(NONCE, page)); // as the page's own script does
    return post("/login.xhtml?continue=true", form);
  }

  private HttpResponse<String> logInWithoutScript(String name, String password)
      throws IOException, InterruptedException {
    HttpResponse<String> page = get("/index.xhtml");
    return post("/login.xhtml?continue=true", loginForm(page, name, password));
  }

  private static Map<String, String> loginForm(
      HttpResponse<String> page, String name, String password) {
    return new HashMap<>(
        Map.of(
            "login",
            "login",
            "login:name",
            name,
            "login:password",
            password,
            "login:enter",
            "",
            "jakarta.faces.ViewState",
            first(VIEW_STATE, page)));
  }

  private void savePermitList(String viewState) throws IOException, InterruptedException {
    post(
        "/permit.xhtml",
        Map.of(
            "list",
            "list",
            "list:text",
            "203.0.113.66",
            "list:save",
            "",
            "jakarta.faces.ViewState",
            viewState));
  }

  /** In seconds; 0 where it is not. */
  private static long lockedFor(HttpResponse<String> page) {
    Matcher locked = LOCKED.matcher(page.body());
    return locked.find() ? Long.parseLong(locked.group(1)) : 0;
  }

  private String session() {
    return cookies.getCookieStore().getCookies().stream()
        .filter(cookie -> cookie.getName().equals("CHUKEISESSION"))
        .map(HttpCookie::getValue)
        .findFirst()
        .orElse("");
  }

  @Test
  void a_session_that_somebody_planted_is_another_one_after_the_login() throws Exception {
    get("/index.xhtml");
    String planted = session();
    assertThat(planted).isNotEmpty();
    assertThat(logIn("admin", relay.consolePassword()).body()).contains("visitor:logout");
    assertThat(session()).isNotEmpty().isNotEqualTo(planted);
    HttpResponse<String> planter =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(uri("/index.xhtml"))
                    .header("Cookie", "CHUKEISESSION=" + planted)
                    .build(),
                BodyHandlers.ofString());
    assertThat(planter.statusCode()).isEqualTo(302);
    assertThat(planter.headers().firstValue("Location").orElseThrow()).contains("/login.xhtml");
  }

  @Test
  void the_session_is_sent_along_by_pages_of_other_sites_and_read_by_scripts_never()
      throws Exception {
    HttpResponse<String> stranger =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(uri("/login.xhtml?continue=true")).build(),
                BodyHandlers.ofString());
    assertThat(stranger.headers().allValues("Set-Cookie"))
        .singleElement()
        .asString()
        .startsWith("CHUKEISESSION=")
        .contains("HttpOnly")
        .containsIgnoringCase("SameSite=Strict");
  }

  @Test
  void a_browser_that_runs_no_script_is_told_of_a_refused_login_and_let_in_with_the_right_one()
      throws Exception {
    HttpResponse<String> empty = logInWithoutScript("admin", "");
    assertThat(empty.statusCode()).isEqualTo(200);
    assertThat(empty.body()).contains("login:password");
    HttpResponse<String> refused = logInWithoutScript("admin", "wrong-password");
    assertThat(refused.statusCode()).isEqualTo(200);
    assertThat(refused.body()).contains("login:password", "User or password is wrong.");
    assertThat(refused.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("'nonce-" + first(NONCE, refused) + "'");
    assertThat(logInWithoutScript("admin", relay.consolePassword()).body())
        .contains("visitor:logout");
  }

  @Test
  void a_form_that_another_site_sends_in_a_visitors_name_changes_nothing() throws Exception {
    logIn("admin", relay.consolePassword());
    String before = relay.cli("permit", "export");
    String real = first(VIEW_STATE, get("/permit.xhtml"));
    for (String forged :
        List.of("", "stateless", "0:0", "-1234567890123456789:-1234567890123456789")) {
      savePermitList(forged);
      assertThat(relay.cli("permit", "export")).as(forged).isEqualTo(before);
    }
    try {
      savePermitList(real);
      assertThat(relay.cli("permit", "export"))
          .as("the same with what only the page knows")
          .contains("203.0.113.66");
    } finally {
      relay.restore("permit", before);
    }
  }

  @Test
  void guessing_a_password_is_made_to_wait_and_then_the_right_one_too() throws Exception {
    relay.cliWithInput(
        "right-password-1", "user", "add", "guessed", "--role", "viewer", "--password-stdin");
    try {
      await()
          .atMost(Duration.ofSeconds(90))
          .until(
              () -> lockedFor(logIn("guessed", "wrong-password")),
              seconds -> seconds >= LONG_ENOUGH);
      assertThat(logIn("guessed", "right-password-1").body())
          .containsPattern(LOCKED)
          .doesNotContain("visitor:logout");
    } finally {
      relay.cli("user", "remove", "guessed");
    }
  }

  @Test
  void no_page_lets_itself_be_framed_or_runs_what_is_not_its_own() throws Exception {
    logIn("admin", relay.consolePassword());
    for (String page : ConsolePages.all()) {
      HttpResponse<String> answer = get(page);
      assertThat(answer.statusCode()).as(page).isEqualTo(200);
      assertThat(answer.headers().firstValue("X-Frame-Options")).as(page).contains("DENY");
      assertThat(answer.headers().firstValue("Cache-Control")).as(page).contains("no-store");
      String policy = answer.headers().firstValue("Content-Security-Policy").orElseThrow();
      assertThat(policy)
          .as(page)
          .contains("frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'")
          .containsPattern("script-src 'self' 'nonce-[^']+'")
          .doesNotContain("unsafe-eval");
      assertThat(policy.substring(policy.indexOf("script-src"))).doesNotContain("unsafe-inline");
      assertThat(answer.body()).as(page).doesNotContainPattern("<[^>]+ on(click|load|error)=");
    }
  }
}
