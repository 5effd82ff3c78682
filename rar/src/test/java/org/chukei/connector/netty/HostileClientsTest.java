package org.chukei.connector.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.chukei.connector.api.Client;
import org.chukei.connector.api.Greeting;
import org.chukei.connector.api.Limit;
import org.chukei.connector.api.Service;
import org.chukei.connector.api.Verdict;
import org.chukei.dialogue.ExampleWorld;
import org.chukei.dialogue.SocketWire;
import org.chukei.smtp.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What keeps clients at bay that take more than their share. */
@Timeout(60)
class HostileClientsTest {

  @TempDir Path home;
  private final Map<Limit, Long> told = new ConcurrentHashMap<>();
  private final CompletableFuture<Void> enquiries = new CompletableFuture<>();
  private Greeting greeting = Greeting.of(new Verdict.Accepted(Reply.of(220, "welcome")));
  private RunningServer running;
  private final List<SocketWire> wires = new ArrayList<>();

  private void start(Map<String, String> settings) throws Exception {
    running =
        new RunningServer(
            home,
            new Forwarding(new ExampleWorld()) {
              @Override
              public Greeting greet(Client client) {
                return greeting;
              }

              @Override
              public void exceeded(Client client, Limit limit, long times) {
                told.merge(limit, times, Long::sum);
              }
            },
            settings);
  }

  @AfterEach
  void close() throws Exception {
    for (SocketWire wire : wires) {
      wire.close();
    }
    running.close();
  }

  private SocketWire connect() throws IOException {
    SocketWire wire = running.connect(Service.MX);
    wires.add(wire);
    return wire;
  }

  private static void send(SocketWire wire, String octets) throws IOException {
    wire.send(octets.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String line(SocketWire wire) throws IOException {
    return wire.readLine().orElse("closed");
  }

  private static String last(SocketWire wire) throws IOException {
    String last = "";
    for (String line = line(wire); !line.equals("closed"); line = line(wire)) {
      last = line;
    }
    return last;
  }

  private void awaitTold(Limit limit) {
    await().atMost(Duration.ofSeconds(20)).until(() -> told.containsKey(limit));
    assertThat(running.server.exceeded().get(limit)).isPositive();
  }

  @Test
  void one_connection_too_many_of_a_client_gets_421_and_one_that_ends_makes_room()
      throws Exception {
    start(Map.of("CHUKEI_LIMIT_CONNECTIONS_PER_CLIENT", "2"));
    assertThat(line(connect())).startsWith("220 ");
    assertThat(line(connect())).startsWith("220 ");
    SocketWire third = connect();
    assertThat(line(third)).startsWith("421 ").contains("too many connections");
    assertThat(line(third)).isEqualTo("closed");
    awaitTold(Limit.CONNECTIONS_PER_CLIENT);

    SocketWire first = wires.get(0);
    send(first, "QUIT\r\n");
    assertThat(last(first)).startsWith("221 ");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              try (SocketWire wire = running.connect(Service.MX)) {
                return line(wire).startsWith("220 ");
              }
            });
  }

  @Test
  void one_connection_too_many_in_all_gets_421_whatever_the_service() throws Exception {
    start(Map.of("CHUKEI_LIMIT_CONNECTIONS", "1"));
    assertThat(line(connect())).startsWith("220 ");
    SocketWire other = running.connect(Service.SUBMISSION);
    wires.add(other);
    assertThat(line(other)).startsWith("421 ");
    awaitTold(Limit.CONNECTIONS);
  }

  @Test
  void a_client_that_talks_before_a_late_greeting_gets_554_and_one_that_waits_is_greeted()
      throws Exception {
    start(Map.of());
    greeting =
        new Greeting(
            greeting.verdict(), Duration.ofMillis(300), false, CompletableFuture.completedStage(1));
    SocketWire patient = connect();
    assertThat(line(patient)).startsWith("220 ");
    send(patient, "QUIT\r\n");
    assertThat(line(patient)).startsWith("221 ");

    greeting =
        new Greeting(
            greeting.verdict(), Duration.ofDays(1), false, CompletableFuture.completedStage(1));
    SocketWire early = connect();
    send(early, "EHLO x\r\n");
    assertThat(line(early)).startsWith("554 ").doesNotContain("5.");
    assertThat(line(early)).isEqualTo("closed");
    awaitTold(Limit.EARLY_TALKER);
  }

  @Test
  void a_recipient_is_decided_only_when_all_is_known_that_others_were_asked_about_the_client()
      throws Exception {
    start(Map.of());
    AtomicBoolean known = new AtomicBoolean();
    greeting = new Greeting(greeting.verdict(), Duration.ZERO, false, enquiries);
    SocketWire wire = connect();
    assertThat(line(wire)).startsWith("220 ");
    send(wire, "HELO x\r\nMAIL FROM:<>\r\nRCPT TO:<info@example.jp>\r\n");
    assertThat(line(wire)).startsWith("250 ");
    assertThat(line(wire)).startsWith("250 2.1.0");
    running.pool.execute(
        () -> {
          known.set(true);
          enquiries.completeExceptionally(new IOException("nobody answers"));
        });
    assertThat(line(wire)).startsWith("250 2.1.5");
    assertThat(known).isTrue();
  }

  @Test
  void refusals_are_slowed_down_but_for_clients_that_are_spared() throws Exception {
    start(Map.of("CHUKEI_TARPIT", "3650d"));
    SocketWire slow = connect();
    assertThat(line(slow)).startsWith("220 ");
    send(slow, "NOOP\r\nXYZZY\r\nNOOP\r\n");
    assertThat(line(slow)).startsWith("250 ");

    greeting =
        new Greeting(greeting.verdict(), Duration.ZERO, true, CompletableFuture.completedStage(1));
    SocketWire spared = connect();
    assertThat(line(spared)).startsWith("220 ");
    send(spared, "XYZZY\r\nQUIT\r\n");
    assertThat(line(spared)).startsWith("500 ");
    assertThat(last(spared)).startsWith("221 ");
    assertThat(slow.isSilent()).isTrue();
  }

  @Test
  void a_refusal_that_was_kept_back_is_said_and_the_session_goes_on() throws Exception {
    start(Map.of("CHUKEI_TARPIT", "1s"));
    SocketWire wire = connect();
    send(wire, "XYZZY\r\nNOOP\r\nQUIT\r\n");
    assertThat(line(wire)).startsWith("220 ");
    assertThat(line(wire)).startsWith("500 ");
    assertThat(line(wire)).startsWith("250 ");
    assertThat(line(wire)).startsWith("221 ");
  }

  @Test
  void mistakes_and_recipients_have_their_limits_and_the_application_is_told() throws Exception {
    start(Map.of("CHUKEI_LIMIT_ERRORS", "2", "CHUKEI_LIMIT_RECIPIENTS", "100"));
    SocketWire wire = connect();
    StringBuilder many = new StringBuilder("HELO x\r\nMAIL FROM:<>\r\n");
    for (int i = 0; i < 101; i++) {
      many.append("RCPT TO:<\"").append(i).append("\"@postmaster.example>\r\n");
    }
    send(wire, many + "XYZZY\r\nXYZZY\r\n");
    assertThat(last(wire)).startsWith("421 4.7.0");
    awaitTold(Limit.ERRORS);
  }

  @Test
  void a_header_that_is_too_large_gets_552_at_the_end_of_data_and_a_body_may_be_larger()
      throws Exception {
    start(Map.of("CHUKEI_LIMIT_HEADER", "64K"));
    SocketWire wire = connect();
    String begin = "MAIL FROM:<>\r\nRCPT TO:<info@example.jp>\r\nDATA\r\n";
    String lines = ("x".repeat(98) + "\r\n").repeat(700);
    send(wire, "HELO x\r\n" + begin + "X: y\r\n\r\n" + lines + ".\r\n");
    send(wire, begin + "X: y\r\n" + lines.replace("xx\r", ":x\r") + "\r\n.\r\nQUIT\r\n");
    List<String> said = new ArrayList<>();
    for (String line = line(wire); !line.equals("closed"); line = line(wire)) {
      said.add(line);
    }
    assertThat(said.get(5)).startsWith("250 2.0.0");
    assertThat(said.get(9)).startsWith("552 5.3.4").contains("header");
  }

  @Test
  void content_that_takes_too_long_and_a_session_that_lasts_too_long_end_with_421()
      throws Exception {
    start(Map.of("CHUKEI_LIMIT_CONTENT_TIME", "1s", "CHUKEI_LIMIT_SESSION_TIME", "2s"));
    SocketWire old = connect();
    SocketWire slow = connect();
    send(slow, "HELO x\r\nMAIL FROM:<>\r\nRCPT TO:<info@example.jp>\r\nDATA\r\n");
    for (int i = 0; i < 4; i++) {
      line(slow);
    }
    assertThat(line(slow)).startsWith("354 ");
    assertThat(last(old)).startsWith("421 4.7.0");
    awaitTold(Limit.SESSION_TIME);
    send(slow, "X");
    assertThat(line(slow)).startsWith("421 4.");
  }

  @Test
  void a_command_line_may_be_as_long_as_the_setting_says() throws Exception {
    start(Map.of("CHUKEI_LIMIT_COMMAND_LINE", "1024"));
    SocketWire wire = connect();
    send(wire, "NOOP " + "x".repeat(1_100) + "\r\nQUIT\r\n");
    assertThat(line(wire)).startsWith("220 ");
    assertThat(line(wire)).startsWith("500 5.5.2 line too long");
  }
}
