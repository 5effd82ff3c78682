package org.chukei.connector.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.chukei.connector.api.Envelope;
import org.chukei.connector.api.MessageContent;
import org.chukei.connector.api.RelayRequest;
import org.chukei.connector.api.Service;
import org.chukei.connector.api.SmtpListener;
import org.chukei.connector.api.Verdict;
import org.chukei.dialogue.ExampleWorld;
import org.chukei.dialogue.SocketWire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What takes sockets, threads and time to show. */
@Timeout(60)
class SmtpServerTest {

  private static final String TO_DATA =
      "EHLO x\r\nMAIL FROM:<info@example.com>\r\nRCPT TO:<info@example.jp>\r\nDATA\r\n";

  @TempDir Path home;
  private final ExampleWorld world = new ExampleWorld();
  private final CountDownLatch gate = new CountDownLatch(1);
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    gate.countDown();
    for (AutoCloseable closeable : open) {
      closeable.close();
    }
  }

  private RunningServer start(SmtpListener listener, String... more) throws Exception {
    Map<String, String> settings = more.length == 0 ? Map.of() : Map.of(more[0], more[1]);
    RunningServer running = new RunningServer(home, listener, settings);
    open.add(running);
    return running;
  }

  private SocketWire connect(RunningServer running) throws IOException {
    SocketWire wire = running.connect(Service.MX);
    open.add(0, wire);
    return wire;
  }

  private static void send(SocketWire wire, String octets) throws IOException {
    wire.send(octets.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String line(SocketWire wire) throws IOException {
    return wire.readLine().orElse("closed");
  }

  private static void readThrough(SocketWire wire, String start) throws IOException {
    for (String line = line(wire); !line.startsWith(start); line = line(wire)) {
      assertThat(line).isNotEqualTo("closed");
    }
  }

  private static boolean isClosed(RunningServer running) throws IOException {
    try (SocketWire wire = running.connect(Service.MX)) {
      return false;
    } catch (ConnectException e) {
      return true;
    }
  }

  @Test
  void forty_questions_wait_at_the_same_time_and_others_are_served() throws Exception {
    CountDownLatch asked = new CountDownLatch(40);
    RunningServer running =
        start(
            new Gated(world) {
              @Override
              public Verdict mayRelay(RelayRequest request) {
                if (request.recipient().address().startsWith("info2")) {
                  asked.countDown();
                  awaitGate();
                }
                return super.mayRelay(request);
              }
            });
    List<SocketWire> waiting = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      SocketWire wire = connect(running);
      send(wire, "EHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<info2@example.jp>\r\n");
      waiting.add(wire);
    }
    assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();

    SocketWire other = connect(running);
    send(other, TO_DATA);
    readThrough(other, "354");

    gate.countDown();
    for (SocketWire wire : waiting) {
      readThrough(wire, "250 2.1.0");
      assertThat(line(wire)).startsWith("250 2.1.5");
    }
    assertThat(running.server.counts(Service.MX).openSessions()).isEqualTo(41);
    assertThat(running.server.counts(Service.MX).recipientsAccepted()).isEqualTo(41);
  }

  @Test
  void what_is_sent_while_a_question_is_out_is_answered_after_it() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    RunningServer running =
        start(
            new Gated(world) {
              @Override
              public Verdict mayRelay(RelayRequest request) {
                asked.countDown();
                awaitGate();
                return super.mayRelay(request);
              }
            });
    SocketWire wire = connect(running);
    send(wire, "EHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<info@example.jp>\r\n");
    assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
    send(wire, "DATA\r\nhello\r\n.\r\n");
    send(wire, "QUIT\r\n");
    gate.countDown();
    readThrough(wire, "250 2.1.0");
    assertThat(line(wire)).startsWith("250 2.1.5");
    assertThat(line(wire)).startsWith("354");
    assertThat(line(wire)).startsWith("250");
    assertThat(line(wire)).startsWith("221");
    assertThat(line(wire)).isEqualTo("closed");
  }

  @Test
  void content_arrives_octet_for_octet_from_memory_and_from_a_file() throws Exception {
    RunningServer running = start(world);
    String small = "a\0\u00ff\r\n.dot\r\n";
    String large = "0123456789\r\n".repeat(50_000) + "..\r\n";
    for (String content : List.of(small, large)) {
      SocketWire wire = connect(running);
      send(wire, TO_DATA);
      send(wire, ("\r\n" + content).replace("\r\n.", "\r\n..").substring(2) + ".\r\n");
      readThrough(wire, "354");
      assertThat(line(wire)).startsWith("250");
      ExampleWorld.Taken taken = world.taken().get(world.taken().size() - 1);
      assertThat(taken.content()).isEqualTo(content.getBytes(StandardCharsets.ISO_8859_1));
    }
    await().until(() -> home.resolve("tmp").toFile().list().length == 0);
  }

  @Test
  void a_recipient_given_twice_is_in_the_envelope_once() throws Exception {
    RunningServer running = start(world);
    SocketWire wire = connect(running);
    send(wire, TO_DATA.replace("DATA", "RCPT TO:<info@EXAMPLE.JP>\r\nDATA") + ".\r\n");
    readThrough(wire, "354");
    assertThat(line(wire)).startsWith("250");
    assertThat(world.taken().get(0).envelope().recipients()).hasSize(1);
  }

  @Test
  void content_over_the_limit_is_read_to_its_end_refused_and_not_kept() throws Exception {
    RunningServer running = start(world, "CHUKEI_MESSAGE_SIZE_LIMIT", "100K");
    SocketWire wire = connect(running);
    send(wire, TO_DATA);
    send(wire, "x".repeat(102_400) + "\r\n.\r\nNOOP\r\n");
    readThrough(wire, "354");
    assertThat(line(wire)).startsWith("552 5.3.4");
    assertThat(line(wire)).startsWith("250 2.0.0");
    send(wire, TO_DATA.substring(8));
    send(wire, "x".repeat(102_398) + "\r\n.\r\n");
    readThrough(wire, "354");
    assertThat(line(wire)).startsWith("250");
    assertThat(world.taken()).hasSize(1);
    assertThat(running.server.counts(Service.MX).messagesRefused()).isEqualTo(1);
    assertThat(running.server.counts(Service.MX).messagesTaken()).isEqualTo(1);
  }

  @Test
  void trouble_with_the_disk_is_452_at_the_end_of_data() throws Exception {
    RunningServer running = start(world);
    Files.delete(home.resolve("tmp"));
    SocketWire wire = connect(running);
    send(wire, TO_DATA);
    send(wire, "x".repeat(100_000) + "\r\n.\r\nNOOP\r\n");
    readThrough(wire, "354");
    assertThat(line(wire)).startsWith("452 4.3.1");
    assertThat(line(wire)).startsWith("250 2.0.0");
    assertThat(world.taken()).isEmpty();
  }

  @Test
  void an_application_that_throws_is_not_now_and_never_yes() throws Exception {
    RunningServer running =
        start(
            new Gated(world) {
              @Override
              public Verdict mayRelay(RelayRequest request) {
                if (request.recipient().address().startsWith("info2")) {
                  throw new IllegalStateException("on purpose");
                }
                return super.mayRelay(request);
              }

              @Override
              public Verdict takeCharge(Envelope envelope, MessageContent content) {
                throw new IllegalStateException("on purpose");
              }
            });
    SocketWire wire = connect(running);
    send(wire, "EHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<info2@example.jp>\r\n");
    readThrough(wire, "250 2.1.0");
    assertThat(line(wire)).startsWith("451 4.3.0");
    send(wire, "RCPT TO:<info@example.jp>\r\nDATA\r\n.\r\nDATA\r\n");
    readThrough(wire, "354");
    assertThat(line(wire)).startsWith("451 4.3.0");
    assertThat(line(wire)).startsWith("503 5.5.1");
    assertThat(running.server.counts(Service.MX).messagesDeferred()).isEqualTo(1);
  }

  @Test
  void a_silent_client_is_told_421_and_octets_without_crlf_are_silence() throws Exception {
    RunningServer running = start(world, "CHUKEI_SMTP_TIMEOUT", "1s");
    SocketWire wire = connect(running);
    send(wire, "NOO");
    readThrough(wire, "220");
    assertThat(line(wire)).startsWith("421 4.4.2");
    assertThat(line(wire)).isEqualTo("closed");
  }

  @Test
  void draining_closes_ports_tells_idle_sessions_and_lets_transactions_end() throws Exception {
    RunningServer running = start(world);
    SocketWire idle = connect(running);
    readThrough(idle, "220");
    SocketWire busy = connect(running);
    send(busy, TO_DATA);
    readThrough(busy, "354");
    var drained = running.pool.submit(() -> running.server.drain(Duration.ofSeconds(30)));
    assertThat(line(idle)).startsWith("421 4.3.2");
    assertThat(line(idle)).isEqualTo("closed");
    idle.close();
    assertThatThrownBy(() -> connect(running)).isInstanceOf(ConnectException.class);
    send(busy, "hello\r\n.\r\n");
    assertThat(line(busy)).startsWith("250");
    assertThat(line(busy)).startsWith("421 4.3.2");
    assertThat(line(busy)).isEqualTo("closed");
    busy.close();
    assertThat(drained.get()).isTrue();
    assertThat(world.taken()).hasSize(1);
    assertThat(running.server.drain(Duration.ZERO)).isTrue();
  }

  @Test
  void when_the_grace_is_used_up_transactions_are_cut_off_with_421() throws Exception {
    RunningServer running = start(world);
    SocketWire busy = connect(running);
    send(busy, TO_DATA);
    readThrough(busy, "354");
    assertThat(running.server.drain(Duration.ofMillis(1))).isFalse();
    assertThat(line(busy)).startsWith("421 4.3.2");
    assertThat(line(busy)).isEqualTo("closed");
    assertThat(world.taken()).isEmpty();
  }

  @Test
  void draining_waits_for_the_question_that_is_out_even_when_its_client_is_gone() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    RunningServer running =
        start(
            new Gated(world) {
              @Override
              public Verdict takeCharge(Envelope envelope, MessageContent content) {
                asked.countDown();
                awaitGate();
                return super.takeCharge(envelope, content);
              }
            });
    try (Socket client = new Socket()) {
      client.connect(running.address(Service.MX));
      client.getOutputStream().write((TO_DATA + ".\r\n").getBytes(StandardCharsets.US_ASCII));
      assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
      client.setSoLinger(true, 0); // closes with a reset
    }
    for (int i = 0; i < 10; i++) { // each loop has been round since, and has seen the reset
      try (SocketWire other = running.connect(Service.MX)) {
        readThrough(other, "220");
      }
    }
    var drained = running.pool.submit(() -> running.server.drain(Duration.ofSeconds(30)));
    await().until(() -> isClosed(running));
    await().until(() -> running.server.counts(Service.MX).openSessions() <= 1);
    assertThat(running.server.counts(Service.MX).openSessions()).isEqualTo(1);
    assertThat(drained).isNotDone();
    gate.countDown();
    assertThat(drained.get()).isTrue();
    assertThat(world.taken()).hasSize(1);
  }

  @Test
  void a_client_that_shuts_its_side_while_a_question_is_out_still_gets_the_replies()
      throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    RunningServer running =
        start(
            new Gated(world) {
              @Override
              public Verdict mayRelay(RelayRequest request) {
                asked.countDown();
                awaitGate();
                return super.mayRelay(request);
              }
            });
    SocketWire wire = connect(running);
    send(wire, TO_DATA + ".\r\n");
    assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
    wire.endInput();
    for (int i = 0; i < 10; i++) { // each loop has been round since, and has seen the end
      readThrough(connect(running), "220");
    }
    gate.countDown();
    readThrough(wire, "250 2.1.0");
    assertThat(line(wire)).startsWith("250 2.1.5");
    assertThat(line(wire)).startsWith("354");
    assertThat(line(wire)).startsWith("250");
    assertThat(line(wire)).isEqualTo("closed");
  }

  @Test
  void a_port_in_use_is_told_with_the_setting_to_change() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getByName("127.0.0.1"))) {
      String port = Integer.toString(taken.getLocalPort());
      assertThatThrownBy(() -> start(world, "CHUKEI_SMTP_SUBMISSION_PORT", port))
          .isInstanceOf(BindFailedException.class)
          .hasMessage(
              "CHUKEI_SMTP_SUBMISSION_PORT="
                  + port
                  + ": address already in use on 127.0.0.1; stop the other server or set"
                  + " CHUKEI_SMTP_SUBMISSION_PORT to a free port");
    }
  }

  @Test
  void an_address_that_is_not_ours_is_told_with_the_setting_to_change() {
    assertThatThrownBy(() -> start(world, "CHUKEI_SMTP_ADDRESS", "192.0.2.1"))
        .isInstanceOf(BindFailedException.class)
        .hasMessageStartingWith("CHUKEI_SMTP_ADDRESS=192.0.2.1: can't listen there on port 0")
        .hasMessageEndingWith("set it to an address of this machine");
  }

  @Test
  void closing_the_server_gives_its_threads_back() throws Exception {
    RunningServer running = start(world);
    readThrough(connect(running), "220");
    running.server.close();
    running.pool.shutdown();
    assertThat(running.pool.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
  }

  /** The example world behind a gate that a test opens. */
  private class Gated extends Forwarding {

    Gated(SmtpListener behind) {
      super(behind);
    }

    void awaitGate() {
      try {
        if (!gate.await(30, TimeUnit.SECONDS)) {
          throw new IllegalStateException("the gate stayed shut");
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
