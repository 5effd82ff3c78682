package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.chukei.deployed.Launcher.Ran;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup that is taken in mid-traffic holds all that was acknowledged before. */
class BackupIT {

  private static final int LARGE = 700_000;

  @TempDir private Path directory;

  @Test
  void what_was_acknowledged_before_a_backup_is_delivered_by_the_relay_restored_from_it()
      throws Exception {
    Path file = directory.resolve("chukei.tar.gz");
    Path elsewhere = directory.resolve("restored");
    Set<String> answered = new HashSet<>();
    Set<String> acknowledged;
    String kept;
    try (NextHop hop = NextHop.open();
        RunningRelay relay = RunningRelay.start(RestartIT.settings(hop));
        Traffic traffic = new Traffic(relay, hop)) {
      Traffic.permit(relay);
      relay.cli("domain", "add", "example.jp");
      traffic.begin(4);
      traffic.awaitMore(100);
      hop.goAway();
      try (Talk talk = Talk.from("127.0.0.1", relay.mxPort())) {
        assertThat(traffic.send(talk, LARGE)).startsWith("250 ");
        talk.envelope(Traffic.SENDER, "postmaster@example.jp");
        assertThat(talk.content("Subject: kept\r\n\r\n")).startsWith("250 ");
      }
      traffic.awaitMore(100);
      await().until(() -> relay.maildir("example.jp", "postmaster").size() == 1);
      acknowledged = traffic.acknowledged();

      assertThat(relay.cli("backup", file.toString())).contains("holds secrets");

      traffic.awaitMore(20);
      traffic.end();
      answered.addAll(hop.answeredFor());
      kept = relay.cli("permit", "export");
      refuses(relay.launcher().call("backup", file.toString()), "is there already");
      refuses(relay.launcher().call("restore", file.toString()), "is not empty");
      assertThat(relay.kill()).isNotZero();
    }
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(answered).as("the next hop was away").hasSizeLessThan(acknowledged.size());

    Ran restore = new Launcher(elsewhere, Map.of()).call("restore", file.toString());
    assertThat(restore.status()).as(restore.err()).isZero();

    try (NextHop hop = NextHop.open();
        RunningRelay relay = RunningRelay.start(elsewhere, RestartIT.settings(hop))) {
      await("all that was acknowledged")
          .atMost(Duration.ofMinutes(3))
          .untilAsserted(
              () -> {
                Set<String> all = new HashSet<>(answered);
                all.addAll(hop.answeredFor());
                assertThat(all).containsAll(acknowledged);
              });
      assertThat(hop.messages()).anyMatch(message -> message.content().length() > LARGE);
      assertThat(hop.messages())
          .allSatisfy(
              message ->
                  assertThat(message.content())
                      .contains("Subject: " + message.recipients().get(0))
                      .endsWith("xxx\r\n"));
      assertThat(relay.cli("permit", "export")).isEqualTo(kept);
      assertThat(relay.maildir("example.jp", "postmaster")).hasSize(1);
      assertThat(copies(elsewhere)).isEmpty();
    }
  }

  @Test
  void what_is_no_backup_is_not_restored() throws IOException {
    Path file = Files.writeString(directory.resolve("other.tar.gz"), "no archive");
    Path home = directory.resolve("home");

    refuses(new Launcher(home, Map.of()).call("restore", file.toString()), "no backup");

    assertThat(home).doesNotExist();
  }

  private static void refuses(Ran ran, String why) {
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).contains(why);
  }

  private static Stream<Path> copies(Path home) throws IOException {
    Path copies = home.resolve("backup");
    return Files.isDirectory(copies) ? Files.list(copies) : Stream.empty();
  }
}
