package org.chukei.connector.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.OpenSsl;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
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
import org.junit.jupiter.params.provider.ValueSource;

/** What a service may ask of its clients beyond the usual TLS, and do for old ones. */
@Timeout(60)
class ClientCertificateTest {

  @TempDir Path home;
  private final List<SessionFacts> asked = new ArrayList<>();
  private RunningServer running;

  private void start(Map<String, String> settings) throws Exception {
    running =
        new RunningServer(
            home,
            new Forwarding(new ExampleWorld()) {
              @Override
              public Verdict mayRelay(RelayRequest request) {
                asked.add(request.session());
                return new Verdict.Accepted(Reply.of(250, "2.1.5", "ok"));
              }
            },
            settings);
  }

  @AfterEach
  void close() throws Exception {
    running.close();
  }

  @Test
  void openssl_loads_here_so_that_these_tests_are_about_it() throws Exception {
    start(Map.of());
    assertThat(OpenSsl.isAvailable()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void a_service_that_asks_learns_the_fingerprint_of_whatever_certificate_is_shown(String version)
      throws Exception {
    start(Map.of("CHUKEI_TLS_CLIENT_CERTIFICATES", "submissions"));
    TestCertificate certificate = TestCertificate.named("printer.example.jp");
    String fingerprint = certificate.withKey().fingerprint().replace(":", "").toLowerCase();
    for (int i = 0; i < 2; i++) { // the second time perhaps by a resumed session
      ask(Service.SUBMISSIONS, context(certificate), version);
      assertThat(asked.get(i).clientCertificate()).contains(fingerprint);
    }
  }

  @Test
  void a_client_without_a_certificate_is_served_all_the_same() throws Exception {
    start(Map.of("CHUKEI_TLS_CLIENT_CERTIFICATES", "mx,submissions"));
    ask(Service.SUBMISSIONS, AnyCertificate.context(), "TLSv1.3");
    assertThat(asked.get(0).clientCertificate()).isEmpty();
  }

  @Test
  void a_service_that_does_not_ask_learns_nothing() throws Exception {
    start(Map.of("CHUKEI_TLS_CLIENT_CERTIFICATES", "mx"));
    ask(Service.SUBMISSIONS, context(TestCertificate.named("x.example.jp")), "TLSv1.3");
    assertThat(asked.get(0).clientCertificate()).isEmpty();
  }

  private void ask(Service service, SSLContext context, String version) throws Exception {
    try (SocketWire wire = SocketWire.connect(running.address(service), RunningServer.PATIENCE)) {
      wire.startTls(context, version);
      wire.send(
          "EHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<info@example.jp>\r\nQUIT\r\n"
              .getBytes(StandardCharsets.US_ASCII));
      for (Optional<String> l = wire.readLine(); l.isPresent(); l = wire.readLine()) {
        assertThat(l.get()).doesNotStartWith("5");
      }
    }
  }

  private static SSLContext context(TestCertificate certificate) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "client",
        certificate.withKey().key(),
        new char[0],
        new java.security.cert.Certificate[] {certificate.certificate()});
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, new char[0]);
    return AnyCertificate.context(keys.getKeyManagers());
  }

  @Test
  void old_versions_are_spoken_on_the_services_that_are_named_and_on_no_other() throws Exception {
    start(Map.of("CHUKEI_TLS_OLD_VERSIONS", "submissions"));
    for (String version : List.of("-tls1", "-tls1_1")) {
      assertThat(openssl(Service.SUBMISSIONS, version)).contains("220 mail.example.jp");
      assertThat(openssl(Service.MX, version, "-starttls", "smtp")).contains("Cipher is (NONE)");
    }
    assertThat(openssl(Service.SUBMISSIONS, "-tls1_3")).contains("220 mail.example.jp");
  }

  private String openssl(Service service, String... options) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "openssl",
                "s_client",
                "-connect",
                "127.0.0.1:" + running.address(service).getPort(),
                "-cipher",
                "DEFAULT:@SECLEVEL=0",
                "-ign_eof",
                "-crlf"));
    command.addAll(List.of(options));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().write("QUIT\n".getBytes(StandardCharsets.US_ASCII));
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    process.waitFor();
    return said;
  }
}
