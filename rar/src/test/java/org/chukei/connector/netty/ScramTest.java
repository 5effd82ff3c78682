package org.chukei.connector.netty;

import static org.assertj.core.api.Assertions.assertThat;

import com.ongres.scram.client.ScramClient;
import com.ongres.scram.common.util.TlsServerEndpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chukei.connector.api.Service;
import org.chukei.connector.api.SessionFacts;
import org.chukei.dialogue.AnyCertificate;
import org.chukei.dialogue.ExampleWorld;
import org.chukei.dialogue.SocketWire;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SCRAM with the client of another project. */
@Timeout(120)
class ScramTest {

  private static final String PLUS = "SCRAM-SHA-256-PLUS";

  @TempDir static Path home;
  static RunningServer running;

  @BeforeAll
  static void open() throws Exception {
    running = new RunningServer(home, new ExampleWorld(), Map.of());
  }

  @AfterAll
  static void close() throws Exception {
    running.close();
  }

  /** A client's end of an encrypted connection, past EHLO. */
  private record Connected(SocketWire wire, byte[] binding) implements AutoCloseable {

    static Connected with(String version) throws Exception {
      SocketWire wire =
          SocketWire.connect(running.address(Service.SUBMISSIONS), RunningServer.PATIENCE);
      var session = wire.startTls(AnyCertificate.context(), version);
      X509Certificate shown = (X509Certificate) session.getPeerCertificates()[0];
      Connected connected = new Connected(wire, TlsServerEndpoint.getChannelBindingData(shown));
      connected.reply();
      assertThat(connected.ask("EHLO x"))
          .contains("250-AUTH PLAIN LOGIN SCRAM-SHA-256 SCRAM-SHA-256-PLUS");
      return connected;
    }

    String ask(String line) throws IOException {
      wire.send((line + "\r\n").getBytes(StandardCharsets.UTF_8));
      return reply();
    }

    String reply() throws IOException {
      String line = wire.readLine().orElseThrow();
      return line.startsWith("-", 3) ? line + "\n" + reply() : line;
    }

    String authenticate(ScramClient client) throws Exception {
      return authenticate(client, "");
    }

    String authenticate(ScramClient client, String flag) throws Exception {
      String first = client.clientFirstMessage().toString();
      assertThat(first).startsWith(flag);
      String reply = ask("AUTH " + client.getScramMechanism().getName() + " " + base64(first));
      client.serverFirstMessage(text(reply));
      reply = ask(base64(client.clientFinalMessage().toString()));
      if (!reply.startsWith("334")) {
        return reply;
      }
      client.serverFinalMessage(text(reply)); // verifies the server's signature
      return ask("");
    }

    private static String base64(String text) {
      return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(String reply) {
      assertThat(reply).startsWith("334 ");
      return new String(Base64.getDecoder().decode(reply.substring(4)), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
      wire.close();
    }
  }

  private static ScramClient client(String password, Optional<byte[]> binding, String... offered) {
    var builder =
        ScramClient.builder()
            .advertisedMechanisms(List.of(offered))
            .username("info@example.jp")
            .password(password.toCharArray());
    binding.ifPresent(data -> builder.channelBinding("tls-server-end-point", data));
    return builder.build();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void the_right_password_bound_to_the_channel_is_granted(String version) throws Exception {
    try (Connected connected = Connected.with(version)) {
      ScramClient client =
          client("secret-1", Optional.of(connected.binding()), "SCRAM-SHA-256", PLUS);
      assertThat(client.getScramMechanism().getName()).isEqualTo(PLUS);
      assertThat(connected.authenticate(client)).startsWith("235 2.7.0");
      assertThat(connected.ask("AUTH PLAIN")).startsWith("503");
      connected.ask("MAIL FROM:<info@example.jp>");
      assertThat(connected.ask("RCPT TO:<someone@example.net>")).startsWith("250");
    }
  }

  @Test
  void a_client_that_knows_no_channel_binding_is_granted_without() throws Exception {
    try (Connected connected = Connected.with("TLSv1.3")) {
      ScramClient client = client("secret-1", Optional.empty(), "SCRAM-SHA-256");
      assertThat(connected.authenticate(client)).startsWith("235 2.7.0");
    }
  }

  @Test
  void a_wrong_password_is_denied_and_the_right_one_taken_after_it() throws Exception {
    try (Connected connected = Connected.with("TLSv1.3")) {
      Optional<byte[]> binding = Optional.of(connected.binding());
      assertThat(connected.authenticate(client("secret-2", binding, PLUS))).startsWith("535 5.7.8");
      assertThat(connected.authenticate(client("secret-1", binding, PLUS))).startsWith("235");
    }
  }

  @Test
  void the_right_password_on_somebody_elses_channel_is_denied() throws Exception {
    try (Connected connected = Connected.with("TLSv1.3")) {
      byte[] tampered = connected.binding().clone();
      tampered[0] ^= 1;
      assertThat(connected.authenticate(client("secret-1", Optional.of(tampered), PLUS)))
          .startsWith("535 5.7.8");
    }
  }

  @Test
  void a_client_from_which_our_offer_was_hidden_is_denied() throws Exception {
    try (Connected connected = Connected.with("TLSv1.3")) {
      // It could bind, and thinks that we can't: its flag is "y".
      ScramClient client = client("secret-1", Optional.of(connected.binding()), "SCRAM-SHA-256");
      assertThat(connected.authenticate(client, "y,")).startsWith("535 5.7.8");
    }
  }

  @Test
  void the_answer_to_an_attempt_is_delayed_and_the_connection_lives(@TempDir Path other)
      throws Exception {
    try (RunningServer slow =
        new RunningServer(
            other,
            new Forwarding(new ExampleWorld()) {
              @Override
              public Duration delayAttempt(SessionFacts session, String authenticationId) {
                return Duration.ofMillis(200);
              }
            },
            Map.of())) {
      SocketWire wire = slow.connect(Service.SUBMISSION);
      wire.send("EHLO x\r\nAUTH PLAIN AGluZm9AZXhhbXBsZS5qcABzZWNyZXQtMQ==\r\nNOOP\r\n".getBytes());
      String line = wire.readLine().orElseThrow();
      while (!line.startsWith("250 ")) {
        line = wire.readLine().orElseThrow();
      }
      assertThat(wire.readLine().orElseThrow()).startsWith("235 2.7.0");
      assertThat(wire.readLine().orElseThrow()).startsWith("250 2.0.0");
      wire.close();
    }
  }
}
