package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Postfix's own test client and server, and nmap, which know nothing of this relay. */
@ExtendWith(SharedRelay.class)
class StockToolsIT {

  private static final int MESSAGES = 60;

  @TempDir private Path directory;

  @Test
  void smtp_source_sends_many_in_parallel_sessions(RunningRelay relay) throws IOException {
    Process source =
        new ProcessBuilder(
                program("smtp-source"),
                "-s",
                "10",
                "-m",
                Integer.toString(MESSAGES),
                "-l",
                "10240",
                "-S",
                "from-smtp-source",
                "-f",
                "someone@example.com",
                "-t",
                "info2@example.jp",
                "127.0.0.1:" + relay.mxPort())
            .redirectErrorStream(true)
            .start();
    String said = new String(source.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(Launcher.end(source)).as(said).isZero();
    await()
        .atMost(Duration.ofSeconds(90))
        .until(
            () ->
                relay.maildir("example.jp", "info2").stream()
                    .filter(mail -> mail.contains("from-smtp-source"))
                    .count(),
            arrived -> arrived == MESSAGES);
  }

  @Test
  void smtp_sink_is_delivered_to(RunningRelay relay, NextHop hop) throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    hop.goAway();
    Process sink = smtpSink(hop.port());
    try {
      try (Talk talk = Talk.from(SharedRelay.PERMITTED, relay.mxPort())) {
        talk.envelope("sender@example.com", "to-the-sink@example.net");
        assertThat(talk.content("Subject: for smtp-sink\r\n\r\n.dot\r\n")).startsWith("250 ");
      }

      await()
          .atMost(Duration.ofSeconds(90))
          .untilAsserted(
              () ->
                  assertThat(dumped())
                      .contains("to-the-sink@example.net", "Subject: for smtp-sink\n\n.dot\n"));
    } finally {
      sink.destroy();
      Launcher.end(sink);
      hop.comeBack();
    }
  }

  /** It poses as foreign and local senders, with every way of writing a route that it knows. */
  @Test
  void nmap_finds_no_open_relay(RunningRelay relay) throws IOException {
    Process nmap =
        new ProcessBuilder(
                "nmap",
                "-n",
                "-Pn",
                "-p",
                Integer.toString(relay.mxPort()),
                "--script",
                "+smtp-open-relay", // with a plus: on any port
                "--script-args",
                "smtp-open-relay.domain=example.net,smtp-open-relay.ip=192.0.2.1",
                "127.0.0.1")
            .redirectErrorStream(true)
            .start();
    String said = new String(nmap.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(Launcher.end(nmap)).as(said).isZero();
    assertThat(said).contains("smtp-open-relay:", "all tests failed");
  }

  private Process smtpSink(int port) throws IOException {
    List<String> command = new ArrayList<>(List.of(program("smtp-sink")));
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("-u", "nobody"));
    }
    command.addAll(List.of("-d", directory + "/%M.", "127.0.0.1:" + port, "10"));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private String dumped() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      StringBuilder all = new StringBuilder();
      for (Path file : files.toList()) {
        all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
      return all.toString();
    }
  }

  /** Debian has them where ordinary users do not look. */
  private static String program(String name) {
    Path there = Path.of("/usr/sbin", name);
    return Files.isExecutable(there) ? there.toString() : name;
  }
}
