package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** chukei.ear, unchanged, on a full Payara Server. */
@Tag("full-server")
class FullServerIT {

  @TempDir private Path home;

  @Test
  void the_ear_deploys_relays_a_message_answers_many_at_once_and_leaves() throws Exception {
    List<Integer> ports = Ports.free(2);
    int mx = ports.get(0);
    try (NextHop hop = NextHop.open();
        FullServer server =
            FullServer.start(
                Map.of(
                    "CHUKEI_HOME",
                    home.toString(),
                    "CHUKEI_HOSTNAME",
                    "mail.example.jp",
                    "CHUKEI_SMTP_ADDRESS",
                    "127.0.0.1",
                    "CHUKEI_SMTP_MX_PORT",
                    Integer.toString(mx),
                    "CHUKEI_SMTP_SUBMISSION_PORT",
                    ports.get(1).toString(),
                    "CHUKEI_SMTP_SUBMISSIONS_PORT",
                    "0",
                    "CHUKEI_DELIVERY_SMARTHOST",
                    "127.0.0.1:" + hop.port()))) {
      Path ear = Path.of(System.getProperty("chukei.root"), "ear/target/chukei.ear");
      server.call("deploy", "--name", "chukei", ear.toRealPath().toString());

      assertThat(get(server, "/health/ready")).contains("\"chukei\"");
      assertThat(get(server, "/metrics")).contains("chukei_accepting");
      permitUs(server);
      relayOne(mx, hop);
      ConcurrencyIT.fortyMessagesAtOnce("127.0.0.1", mx, hop);

      server.call("undeploy", "chukei");
      assertThat(catchThrowable(() -> new Socket("127.0.0.1", mx).close()))
          .isInstanceOf(ConnectException.class);
    }
  }

  private void permitUs(FullServer server) throws IOException {
    Launcher launcher =
        new Launcher(home, Map.of("CHUKEI_HTTP_PORT", Integer.toString(server.httpPort())));
    for (String[] command :
        new String[][] {
          {"connection", "add", "UNCONDITIONAL", "127.0.0.1"}, {"permit", "add", "127.0.0.1"}
        }) {
      Launcher.Ran ran = launcher.call(command);
      assertThat(ran.status()).as(ran.toString()).isZero();
    }
  }

  private static String get(FullServer server, String path)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + server.httpPort() + path);
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private static void relayOne(int port, NextHop hop) throws IOException {
    try (Talk talk = Talk.from("127.0.0.1", port)) {
      talk.envelope("sender@example.com", "by-the-ear@example.net");
      assertThat(talk.content("Subject: by the EAR\r\n\r\n")).startsWith("250 ");
    }
    assertThat(hop.awaitMessageTo("by-the-ear@example.net").content())
        .contains("X-Relay: PMail Server From sender@example.com\r\nSubject: by the EAR\r\n");
  }
}
