package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import com.ongres.scram.common.util.TlsServerEndpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSession;
import org.chukei.dialogue.AnyCertificate;
import org.chukei.dialogue.SocketWire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS and AUTH with the clients that operators try a mail server with. */
@ExtendWith(SharedRelay.class)
class TlsIT {

  @ParameterizedTest
  @CsvSource({"--tls, PLAIN", "--tls, LOGIN", "--tls-on-connect, PLAIN", "--tls-on-connect, LOGIN"})
  void a_stock_client_submits_mail_encrypted(
      String mode, String mechanism, RunningRelay relay, NextHop hop) throws IOException {
    boolean implicit = mode.equals("--tls-on-connect");
    String recipient = "tls" + mode + "-" + mechanism.toLowerCase() + "@example.net";
    String said =
        run(
            "",
            "swaks",
            "--server",
            "127.0.0.1",
            "--port",
            Integer.toString(implicit ? relay.submissionsPort() : relay.submissionPort()),
            mode,
            "--auth",
            mechanism,
            "--auth-user",
            "info@example.jp",
            "--auth-password",
            SharedRelay.PASSWORD,
            "--from",
            "info@example.jp",
            "--to",
            recipient,
            "--body",
            "hello over TLS");

    assertThat(said).contains("=== TLS started with cipher TLSv1.3:");
    assertThat(hop.awaitMessageTo(recipient).content())
        .containsPattern("with ESMTPSA\\r\\n\\t\\(TLSv1\\.3 TLS_\\w+\\) id ")
        .contains("\r\nhello over TLS\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void openssl_finds_the_certificate_that_the_server_log_names(String version, RunningRelay relay)
      throws IOException {
    String said =
        run(
            "QUIT\n",
            "openssl",
            "s_client",
            "-connect",
            "127.0.0.1:" + relay.mxPort(),
            "-starttls",
            "smtp",
            "-crlf",
            "-ign_eof",
            version);

    assertThat(said).contains("CN = mail.example.jp").contains("\n221 2.0.0");
    String fingerprint = run(said, "openssl", "x509", "-noout", "-fingerprint", "-sha256").trim();
    assertThat(fingerprint).startsWith("sha256 Fingerprint=");
    assertThat(Files.readString(relay.serverLog(), StandardCharsets.ISO_8859_1))
        .contains(
            "self-signed certificate CN=mail.example.jp, SHA-256 "
                + fingerprint.substring("sha256 Fingerprint=".length()));
  }

  @Test
  void openssl_without_a_version_or_cipher_of_ours_gets_no_session(RunningRelay relay)
      throws IOException {
    Process process =
        start(
            "openssl",
            "s_client",
            "-connect",
            "127.0.0.1:" + relay.submissionsPort(),
            "-tls1_2",
            "-cipher",
            "AES256-SHA:ECDHE-ECDSA-AES256-SHA:@SECLEVEL=0");
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes());

    assertThat(Launcher.end(process)).as(said).isNotZero();
    assertThat(said).contains("Cipher is (NONE)");
  }

  /** GNU SASL, which has SCRAM, and begins STARTTLS without EHLO. */
  @ParameterizedTest
  @CsvSource({
    "--no-starttls, PLAIN",
    "--no-starttls, LOGIN",
    "--no-starttls, SCRAM-SHA-256",
    "--starttls, PLAIN",
    "--starttls, LOGIN",
    "--starttls, SCRAM-SHA-256"
  })
  void a_foreign_client_authenticates_by_each_mechanism(
      String mode, String mechanism, RunningRelay relay) throws IOException {
    String said =
        run(
            "",
            "gsasl",
            "--smtp",
            "--connect=127.0.0.1:" + relay.submissionPort(),
            mode,
            "--x509-ca-file=", // takes any certificate
            "--no-cb", // it has tls-exporter only, which we have not
            "--mechanism=" + mechanism,
            "--authentication-id=info@example.jp",
            "--password=" + SharedRelay.PASSWORD,
            "--service=smtp",
            "--hostname=mail.example.jp");

    assertThat(said).contains("AUTH " + mechanism, "\n235 2.7.0", "server trusted");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void a_password_is_proven_for_this_channel_and_no_other(String version, RunningRelay relay)
      throws Exception {
    InetSocketAddress server = new InetSocketAddress("127.0.0.1", relay.submissionsPort());
    try (SocketWire wire = SocketWire.connect(server, Duration.ofSeconds(60))) {
      SSLSession session = wire.startTls(AnyCertificate.context(), version);
      X509Certificate shown = (X509Certificate) session.getPeerCertificates()[0];
      byte[] binding = TlsServerEndpoint.getChannelBindingData(shown);
      ScramDialogue dialogue = new ScramDialogue(wire);
      byte[] another = binding.clone();
      another[0] ^= 1;

      assertThat(dialogue.authenticate("info@example.jp", SharedRelay.PASSWORD, another))
          .startsWith("535 5.7.8");
      assertThat(dialogue.authenticate("info@example.jp", SharedRelay.PASSWORD, binding))
          .startsWith("235 2.7.0");
    }
  }

  @Test
  void a_permit_may_ask_for_a_certificate(@TempDir Path directory, RunningRelay relay, NextHop hop)
      throws IOException {
    String shown = directory.resolve("certificate.pem").toString();
    String key = directory.resolve("key.pem").toString();
    String[] make = {
      "openssl",
      "req",
      "-x509",
      "-newkey",
      "rsa:2048",
      "-nodes",
      "-subj",
      "/CN=printer",
      "-keyout",
      key,
      "-out",
      shown
    };
    run("", make);
    String fingerprint =
        "SHA256:"
            + run("", "openssl", "x509", "-in", shown, "-noout", "-fingerprint", "-sha256")
                .replaceFirst("(?s).*=(\\S+).*", "$1");
    String client = "127.0.0.31";
    relay.cli("connection", "add", "UNCONDITIONAL", client);
    relay.cli("permit", "add", client, "client-cert=" + fingerprint);
    try {
      String sent = swaksFrom(client, relay, "--tls-cert", shown, "--tls-key", key);
      assertThat(sent).contains("250 2.0.0 queued");
      assertThat(hop.awaitMessageTo("by-certificate@example.net").content())
          .contains("X-Relay: PMail Server From sender@example.com");
      assertThat(swaksFrom(client, relay)).contains("550 5.7.1 relaying denied");

      String sha256 = fingerprint.replace(":", "").substring("SHA256".length()).toLowerCase();
      assertThat(relay.cli("permit", "list", "--json"))
          .contains("\"conditions\":[\"client-cert=SHA256:" + sha256 + "\"]");
      String[] test = {
        "simulate",
        "--client",
        client,
        "--from",
        "a@example.com",
        "--to",
        "b@example.net",
        "--client-cert",
        fingerprint
      };
      assertThat(relay.cli(test)).contains("reply: 250 2.1.5");
    } finally {
      relay.cli("permit", "remove", client, "client-cert=" + fingerprint);
    }
  }

  private static String swaksFrom(String client, RunningRelay relay, String... options)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "swaks",
                "--server",
                "127.0.0.1",
                "--port",
                Integer.toString(relay.mxPort()),
                "--local-interface",
                client,
                "--tls",
                "--from",
                "sender@example.com",
                "--to",
                "by-certificate@example.net"));
    command.addAll(List.of(options));
    Process process = start(command.toArray(String[]::new));
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    Launcher.end(process);
    return said;
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1", "-tls1_1"})
  void an_old_version_is_spoken_on_the_service_that_is_named_and_on_no_other(
      String version, RunningRelay relay) throws IOException {
    assertThat(oldTls(version, relay.submissionPort())).contains("\n221 2.0.0");
    assertThat(oldTls(version, relay.mxPort())).contains("Cipher is (NONE)");
  }

  private static String oldTls(String version, int port) throws IOException {
    Process process =
        start(
            "openssl",
            "s_client",
            "-connect",
            "127.0.0.1:" + port,
            "-starttls",
            "smtp",
            "-cipher",
            "DEFAULT:@SECLEVEL=0",
            "-crlf",
            "-ign_eof",
            version);
    process.getOutputStream().write("QUIT\n".getBytes(StandardCharsets.US_ASCII));
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    Launcher.end(process);
    return said;
  }

  private static String run(String input, String... command) throws IOException {
    Process process = start(command);
    process.getOutputStream().write(input.getBytes(StandardCharsets.US_ASCII));
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    assertThat(Launcher.end(process)).as(said).isZero();
    return said;
  }

  private static Process start(String... command) throws IOException {
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }
}
