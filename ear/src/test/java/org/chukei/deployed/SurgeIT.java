package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An account that suddenly sends far more than before is told of everywhere, and not stopped. */
class SurgeIT {

  private static final String LINE = "event=surge, sender=<account info2@example.jp>";
  private static final int LEAST = 20;

  private NextHop hop;
  private RunningRelay relay;

  @BeforeEach
  void start() throws IOException {
    hop = NextHop.open();
    Map<String, String> settings = new HashMap<>(RestartIT.settings(hop));
    settings.put("CHUKEI_SURGE_LEAST", "" + LEAST);
    settings.put("CHUKEI_SURGE_FACTOR", "3");
    settings.put("CHUKEI_SURGE_LEARNING", "0");
    relay = RunningRelay.start(settings);
    SharedRelay.furnish(relay);
  }

  @AfterEach
  void end() throws IOException {
    relay.close();
    hop.close();
  }

  @Test
  void an_account_with_far_more_recipients_than_before_is_told_of_once() throws Exception {
    send("info@example.jp", LEAST); // not beyond
    send("info2@example.jp", LEAST + 1);

    await().until(() -> mailLog().contains(LINE));
    await().until(() -> relay.maildir("mail.example.jp", "postmaster").size() == 1);
    send("info2@example.jp", 1);

    assertThat(relay.maildir("mail.example.jp", "postmaster").get(0))
        .contains("Subject: Somebody sends far more than before");
    assertThat(get("/metrics")).containsPattern("chukei_surges\\{.*} 1");
    assertThat(get("/health/ready")).contains("\"surges\":\"1\"").contains("\"status\":\"UP\"");
    Launcher.Ran surges = relay.launcher().call("policy", "surges");
    assertThat(surges.status()).isEqualTo(1);
    assertThat(surges.out())
        .startsWith("account info2@example.jp has had 21 recipients within an hour at ")
        .doesNotContain("account info@example.jp");
    assertThat(new Rest(relay).get("policy/surges").getJsonArray("surges").getJsonObject(0))
        .containsEntry("sender", Json.createValue("account info2@example.jp"))
        .containsEntry("recipients", Json.createValue(LEAST + 1))
        .containsEntry("usual", Json.createValue(0));
    assertThat(hop.messages()).isNotEmpty();

    relay.stop();
    relay.start();

    assertThat(mailLog()).containsOnlyOnce(LINE).doesNotContain("<account info@example.jp>, rec");
    assertThat(relay.maildir("mail.example.jp", "postmaster")).hasSize(1);
  }

  private void send(String account, int recipients) throws IOException {
    String[] paths = new String[recipients];
    for (int i = 0; i < recipients; i++) {
      paths[i] = "r" + i + "@example.net";
    }
    try (Talk talk = Talk.from("127.0.0.1", relay.submissionPort())) {
      talk.login(account, SharedRelay.PASSWORD);
      talk.envelope(account, paths);
      assertThat(talk.content("Subject: many\r\n\r\n")).startsWith("250 ");
    }
  }

  private String mailLog() throws IOException {
    return Files.readString(relay.home().resolve("log/mail.log"));
  }

  private String get(String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + relay.httpPort() + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
