package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
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
            "QUIT\r\n",
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
