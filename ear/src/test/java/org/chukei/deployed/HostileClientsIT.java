package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chukei.connector.api.Service;
import org.chukei.dialogue.Dialogue;
import org.chukei.dialogue.Dialogues;
import org.chukei.dialogue.SocketWire;
import org.chukei.dialogue.Wire;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Limits, greet pause, tarpit and block lists, on a relay where all of them are tight. */
class HostileClientsIT {

  private static final String LISTED = "127.0.0.66";
  private static final String SPARED = "127.0.0.67";

  private static BlockListServer dns;
  private static RunningRelay relay;

  @BeforeAll
  static void start() throws IOException {
    dns = new BlockListServer("66.0.0.127.bl.example");
    Map<String, String> settings = new HashMap<>(Dialogues.allSettings());
    settings.putAll(
        Map.of(
            "CHUKEI_DNS_SERVER", "127.0.0.1:" + dns.port(),
            "CHUKEI_DNSBL", "bl.example",
            "CHUKEI_TARPIT", "1s",
            "CHUKEI_LIMIT_CONNECTIONS_PER_CLIENT", "3",
            "CHUKEI_LIMIT_NEW_CONNECTIONS", "20",
            "CHUKEI_LIMIT_MESSAGES_PER_ACCOUNT", "5",
            "CHUKEI_LIMIT_RECIPIENTS_PER_CLIENT", "300"));
    relay = RunningRelay.start(settings);
    SharedRelay.furnish(relay);
    relay.cli("connection", "add", "UNCONDITIONAL", SPARED);
  }

  @AfterAll
  static void stop() throws IOException {
    relay.close();
    dns.close();
  }

  static List<Dialogue> dialogues() {
    return Dialogues.bySettings();
  }

  @ParameterizedTest
  @MethodSource("dialogues")
  void the_deployed_server_with_these_settings_keeps_to(Dialogue dialogue) throws IOException {
    int port = dialogue.service() == Service.MX ? relay.mxPort() : relay.submissionPort();
    InetSocketAddress server = new InetSocketAddress("127.0.0.1", port);
    try (Wire wire = SocketWire.connect(server, Duration.ofSeconds(60))) {
      dialogue.run(wire);
    }
  }

  @Test
  void a_listed_client_is_refused_at_rcpt_by_the_zones_name_but_reaches_the_postmaster()
      throws IOException {
    try (Talk talk = Talk.from(LISTED, relay.mxPort())) {
      talk.tell("MAIL FROM:<sender@example.com>");
      assertThat(talk.ask("RCPT TO:<info@example.jp>"))
          .startsWith("550 5.7.1 ")
          .contains("bl.example", "decision ");
      talk.tell("RCPT TO:<postmaster@example.jp>");
    }
    int asked = dns.asked();
    assertThat(asked).isPositive();
    try (Talk again = Talk.from(LISTED, relay.mxPort())) {
      again.tell("MAIL FROM:<sender@example.com>");
      assertThat(again.ask("RCPT TO:<info@example.jp>")).startsWith("550 5.7.1 ");
    }
    assertThat(dns.asked()).as("the answer was kept").isEqualTo(asked);
  }

  @Test
  void a_listed_client_that_authenticates_on_submission_is_not_looked_up() throws IOException {
    try (Talk talk = Talk.from(LISTED, relay.submissionPort())) {
      talk.login("info@example.jp", SharedRelay.PASSWORD);
      talk.tell("MAIL FROM:<info@example.jp>");
      talk.tell("RCPT TO:<info2@example.jp>");
    }
  }

  @Test
  void who_talks_before_the_greeting_gets_554_and_an_unconditional_client_is_greeted_at_once()
      throws IOException {
    try (Socket early = connect("127.0.0.68")) {
      early.getOutputStream().write("EHLO x\r\n".getBytes(StandardCharsets.US_ASCII));
      String said = new String(early.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(said).startsWith("554 ").hasLineCount(1);
    }
    try (Socket spared = connect(SPARED)) {
      spared.getOutputStream().write("QUIT\r\n".getBytes(StandardCharsets.US_ASCII));
      String said = new String(spared.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(said).startsWith("220 ").contains("\r\n221 ");
    }
  }

  @Test
  void a_refusal_is_kept_back_but_for_an_unconditional_client() {
    await().atMost(Duration.ofSeconds(60)).until(HostileClientsIT::isOvertaken);
  }

  /** Whether one who is spared has many replies before one who is not has his first. */
  private static boolean isOvertaken() throws IOException {
    try (Talk slow = Talk.from("127.0.0.74", relay.mxPort());
        Talk spared = Talk.from(SPARED, relay.mxPort())) {
      slow.send("XYZZY\r\n");
      assertThat(spared.ask("XYZZY")).startsWith("500 5.5.2");
      for (int i = 0; i < 6; i++) {
        spared.tell("NOOP");
      }
      boolean overtaken = slow.isSilent();
      assertThat(slow.reply()).startsWith("500 5.5.2");
      return overtaken;
    }
  }

  @Test
  void connections_of_one_client_are_limited_in_number_and_by_the_minute_and_the_log_tells()
      throws Exception {
    List<Socket> open = new ArrayList<>();
    String last = "";
    for (int i = 0; i < 4; i++) {
      open.add(connect("127.0.0.69"));
      last = firstLine(open.get(i));
    }
    assertThat(last).startsWith("421 ").contains("too many connections");
    for (Socket socket : open) {
      socket.close();
    }
    for (int i = 0; i < 30 && !last.contains("in a short time"); i++) {
      try (Socket socket = connect("127.0.0.70")) {
        socket.getOutputStream().write("X".getBytes(StandardCharsets.US_ASCII));
        last = firstLine(socket);
      }
    }
    assertThat(last).startsWith("421 ").contains("in a short time");

    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(Files.readString(relay.home().resolve("log/mail.log")))
                    .contains("event=limit, limit=connections-per-client, client=127.0.0.69")
                    .contains("event=limit, limit=new-connections, client=127.0.0.70"));
    assertThat(metrics())
        .containsPattern("chukei_limit_exceeded\\{limit=\"connections-per-client\".*} [1-9]")
        .doesNotContain("127.0.0.69");
  }

  /** As a monitor reads them, which has no login. */
  private static String metrics() throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + relay.httpPort() + "/metrics");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  @Test
  void an_accounts_messages_are_limited_by_the_hour_and_the_decision_tells_why()
      throws IOException {
    for (int i = 0; i < 5; i++) {
      try (Talk talk = Talk.from("127.0.0.71", relay.submissionPort())) {
        talk.login("info2@example.jp", SharedRelay.PASSWORD);
        talk.envelope("info2@example.jp", "info@example.jp");
        assertThat(talk.content("Subject: x\r\n\r\n")).startsWith("250 ");
      }
    }
    try (Talk talk = Talk.from("127.0.0.72", relay.submissionPort())) {
      talk.login("info2@example.jp", SharedRelay.PASSWORD);
      talk.tell("MAIL FROM:<info2@example.jp>");
      String reply = talk.ask("RCPT TO:<info@example.jp>");
      assertThat(reply).startsWith("450 4.7.1 ").contains("too many messages");
      String decision = reply.replaceFirst("(?s).*decision ([0-9A-Z-]+).*", "$1");
      assertThat(relay.cli("explain", decision)).contains("messages-per-account");
    }
  }

  @Test
  void a_clients_recipients_are_limited_by_the_hour() throws IOException {
    String reply = "";
    for (int session = 0; session < 4; session++) {
      try (Talk talk = Talk.from("127.0.0.73", relay.mxPort())) {
        talk.tell("MAIL FROM:<sender@example.com>");
        for (int i = 0; i < 80 && !reply.startsWith("450"); i++) {
          reply = talk.ask("RCPT TO:<info+" + i + "@example.jp>");
        }
      }
    }
    assertThat(reply).startsWith("450 4.7.1 ").contains("too many recipients");
  }

  private static Socket connect(String from) throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
    socket.connect(new InetSocketAddress("127.0.0.1", relay.mxPort()), 60_000);
    socket.setSoTimeout(60_000);
    return socket;
  }

  private static String firstLine(Socket socket) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int octet = socket.getInputStream().read();
        octet >= 0 && octet != '\n';
        octet = socket.getInputStream().read()) {
      line.append((char) octet);
    }
    return line.toString();
  }
}
