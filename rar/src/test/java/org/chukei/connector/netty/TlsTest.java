package org.chukei.connector.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.chukei.connector.api.AuthOffer;
import org.chukei.connector.api.RelayRequest;
import org.chukei.connector.api.Service;
import org.chukei.connector.api.SessionFacts;
import org.chukei.connector.api.Verdict;
import org.chukei.connector.tls.TestCertificate;
import org.chukei.dialogue.AnyCertificate;
import org.chukei.dialogue.ExampleWorld;
import org.chukei.dialogue.SocketWire;
import org.chukei.smtp.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS as a client sees it. */
@Timeout(120)
class TlsTest {

  @TempDir Path home;
  private final List<SessionFacts> asked = new ArrayList<>();
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable closeable : open) {
      closeable.close();
    }
  }

  private RunningServer start(Map<String, String> settings) throws Exception {
    RunningServer running = new RunningServer(home, new Listener(), settings);
    open.add(running);
    return running;
  }

  private SocketWire clear(RunningServer running, Service service) throws IOException {
    SocketWire wire = SocketWire.connect(running.address(service), RunningServer.PATIENCE);
    open.add(0, wire);
    return wire;
  }

  private static void send(SocketWire wire, String octets) throws IOException {
    wire.send(octets.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String readThrough(SocketWire wire, String start) throws IOException {
    String line = wire.readLine().orElse("closed");
    while (!line.startsWith(start)) {
      assertThat(line).isNotEqualTo("closed");
      line = wire.readLine().orElse("closed");
    }
    return line;
  }

  private static SSLSession startTls(SocketWire wire, String... versions) throws IOException {
    send(wire, "EHLO x\r\nSTARTTLS\r\n");
    readThrough(wire, "220 2.0.0");
    return wire.startTls(AnyCertificate.context(), versions);
  }

  private static X509Certificate shown(SSLSession session) throws IOException {
    return (X509Certificate) session.getPeerCertificates()[0];
  }

  @ParameterizedTest
  @CsvSource({"TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_\\d+_GCM_SHA\\d+", "TLSv1.3, TLS_AES_.*"})
  void both_versions_are_spoken_and_told_to_the_application(String version, String cipher)
      throws Exception {
    RunningServer running = start(Map.of());
    SocketWire wire = clear(running, Service.MX);
    SSLSession session = startTls(wire, version);
    assertThat(session.getProtocol()).isEqualTo(version);
    assertThat(session.getCipherSuite()).matches(cipher);
    send(wire, "EHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<info@example.jp>\r\nQUIT\r\n");
    readThrough(wire, "221");
    assertThat(wire.readLine()).isEmpty();
    assertThat(asked).hasSize(1);
    assertThat(asked.get(0).tls()).contains(version + " " + session.getCipherSuite());
    assertThat(asked.get(0).authOffer()).isEqualTo(AuthOffer.NO);
    assertThat(running.server.counts(Service.MX).handshakes()).isEqualTo(1);
  }

  @Test
  void a_client_without_a_cipher_of_ours_is_closed_and_counted() throws Exception {
    RunningServer running = start(Map.of());
    SocketWire wire = clear(running, Service.SUBMISSION);
    send(wire, "EHLO x\r\nSTARTTLS\r\n");
    readThrough(wire, "220 2.0.0");
    assertThatThrownBy(
            () -> wire.startTlsWith("TLSv1.2", "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384"))
        .isInstanceOf(SSLException.class);
    await()
        .untilAsserted(
            () ->
                assertThat(running.server.counts(Service.SUBMISSION).failedHandshakes())
                    .isEqualTo(1));
    await()
        .untilAsserted(
            () -> assertThat(running.server.counts(Service.SUBMISSION).openSessions()).isZero());
  }

  @ParameterizedTest
  @EnumSource(names = {"MX", "SUBMISSIONS"})
  void octets_that_are_no_tls_close_the_connection(Service service) throws Exception {
    RunningServer running = start(Map.of());
    SocketWire wire = clear(running, service);
    if (service == Service.MX) {
      send(wire, "EHLO x\r\nSTARTTLS\r\n");
      readThrough(wire, "220 2.0.0");
    }
    send(wire, "EHLO this.is.no.tls\r\nNOOP\r\n");
    assertThatThrownBy(
            () -> {
              // An alert may come before the end, but never a reply.
              for (Optional<String> l = wire.readLine(); l.isPresent(); l = wire.readLine()) {
                assertThat(l.get()).doesNotMatch("\\d{3}[ -].*");
              }
              throw new IOException("closed");
            })
        .isInstanceOf(IOException.class);
    await()
        .untilAsserted(
            () -> assertThat(running.server.counts(service).failedHandshakes()).isEqualTo(1));
  }

  @Test
  void a_client_that_may_not_auth_in_the_clear_is_told_what_would_help() throws Exception {
    RunningServer running = start(Map.of("CHUKEI_AUTH_WITHOUT_TLS", ""));
    SocketWire wire = clear(running, Service.SUBMISSION);
    send(wire, "EHLO x\r\nAUTH PLAIN AGluZm8Ac2VjcmV0\r\nMAIL FROM:<> AUTH=<>\r\n");
    assertThat(readThrough(wire, "250 ")).isEqualTo("250 HELP");
    assertThat(wire.readLine().orElseThrow()).startsWith("538 5.7.11");
    assertThat(wire.readLine().orElseThrow()).startsWith("555");
    send(wire, "MAIL FROM:<>\r\nRCPT TO:<info@example.jp>\r\nRSET\r\n");
    readThrough(wire, "250 2.0.0");
    assertThat(asked.get(0).authOffer()).isEqualTo(AuthOffer.AFTER_STARTTLS);

    startTls(wire, "TLSv1.3");
    send(wire, "EHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<info@example.jp>\r\nRSET\r\n");
    readThrough(wire, "250-AUTH PLAIN LOGIN");
    readThrough(wire, "250 2.0.0");
    assertThat(asked.get(1).authOffer()).isEqualTo(AuthOffer.NOW);
  }

  @Test
  void mx_offers_auth_under_tls_only_where_a_setting_says_so() throws Exception {
    RunningServer running = start(Map.of("CHUKEI_AUTH_ON_MX", "true"));
    SocketWire wire = clear(running, Service.MX);
    startTls(wire, "TLSv1.3");
    send(wire, "EHLO x\r\n");
    readThrough(wire, "250-AUTH PLAIN LOGIN");
  }

  @Test
  void large_content_passes_under_tls_and_the_session_goes_on() throws Exception {
    RunningServer running = start(Map.of());
    SocketWire wire = running.connect(Service.SUBMISSIONS);
    open.add(0, wire);
    send(wire, "EHLO x\r\nAUTH PLAIN AGluZm9AZXhhbXBsZS5qcABzZWNyZXQtMQ==\r\n");
    readThrough(wire, "235");
    send(wire, "MAIL FROM:<info@example.jp>\r\nRCPT TO:<info@example.jp>\r\nDATA\r\n");
    readThrough(wire, "354");
    send(wire, "0123456789\r\n".repeat(200_000) + ".\r\nQUIT\r\n");
    assertThat(wire.readLine().orElseThrow()).startsWith("250");
    assertThat(wire.readLine().orElseThrow()).startsWith("221");
    assertThat(wire.readLine()).isEmpty();
  }

  @Test
  void draining_says_421_under_tls_and_closes_what_is_within_a_handshake() throws Exception {
    RunningServer running = start(Map.of());
    SocketWire encrypted = clear(running, Service.MX);
    startTls(encrypted, "TLSv1.3");
    SocketWire within = clear(running, Service.SUBMISSIONS);
    await().until(() -> running.server.counts(Service.SUBMISSIONS).openSessions() == 1);
    Future<Boolean> drained =
        running.pool.submit(() -> running.server.drain(RunningServer.PATIENCE));
    assertThat(encrypted.readLine().orElseThrow()).startsWith("421 4.3.2");
    assertThat(encrypted.readLine()).isEmpty();
    assertThat(within.readLine()).isEmpty();
    encrypted.close();
    assertThat(drained.get()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void a_client_that_ends_its_side_behind_its_commands_still_gets_its_replies(String version)
      throws Exception {
    RunningServer running = start(Map.of());
    SocketWire wire = clear(running, Service.MX);
    startTls(wire, version);
    send(wire, "EHLO x\r\nMAIL FROM:<>\r\n");
    send(wire, "RCPT TO:<info@example.jp>\r\nDATA\r\n" + "x\r\n".repeat(20_000) + ".\r\n");
    send(wire, "NOOP\r\nQUIT\r\n");
    wire.endInput();
    readThrough(wire, "250 HELP");
    for (String start : List.of("250 2.1.0", "250 2.1.5", "354", "250 2.0.0", "250 2.0.0", "221")) {
      assertThat(wire.readLine().orElseThrow()).startsWith(start);
    }
    assertThat(wire.readLine()).isEmpty();
  }

  @Test
  void a_certificate_that_is_replaced_is_shown_without_a_restart() throws Exception {
    Path certificate = home.resolve("certificate.pem");
    Path key = home.resolve("key.pem");
    TestCertificate first = TestCertificate.named("first.example.jp");
    TestCertificate second = TestCertificate.named("second.example.jp");
    first.writeTo(certificate, key);
    RunningServer running =
        start(
            Map.of("CHUKEI_TLS_CERTIFICATE", "certificate.pem", "CHUKEI_TLS_KEY", key.toString()));
    SocketWire before = clear(running, Service.MX);
    assertThat(shown(startTls(before, "TLSv1.3"))).isEqualTo(first.certificate());

    second.writeTo(certificate, key);
    await()
        .atMost(60, TimeUnit.SECONDS)
        .until(() -> shownNow(running).equals(second.certificate()));
    send(before, "NOOP\r\n");
    assertThat(before.readLine().orElseThrow()).startsWith("250");
  }

  private static X509Certificate shownNow(RunningServer running) throws IOException {
    try (SocketWire wire =
        SocketWire.connect(running.address(Service.SUBMISSIONS), RunningServer.PATIENCE)) {
      return shown(wire.startTls(AnyCertificate.context(), "TLSv1.3"));
    }
  }

  /** Accepts all recipients, and keeps what it was asked with. */
  private final class Listener extends Forwarding {
    Listener() {
      super(new ExampleWorld());
    }

    @Override
    public Verdict mayRelay(RelayRequest request) {
      asked.add(request.session());
      return new Verdict.Accepted(Reply.of(250, "2.1.5", "ok"));
    }
  }
}
