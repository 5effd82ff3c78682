package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A relay at home on a small disk of its own, which only root can mount. */
@EnabledIfSystemProperty(named = "user.name", matches = "root")
class FullDiskIT {

  private static final String LOOPBACK = "127.0.0.1";

  /** In octets, kept in a file of its own. */
  private static final int LARGE = 2_000_000;

  /** In octets, kept in memory while it arrives. */
  private static final int SMALL = 60_000;

  /** In octets; no store in bounded space takes more than that. */
  private static final int SEGMENT = 64 << 20;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private SmallDisk disk;
  private NextHop hop;
  private RunningRelay relay;

  @BeforeEach
  void start() throws IOException {
    disk = SmallDisk.mount(420);
    hop = NextHop.open();
    relay = RunningRelay.start(disk.folder().resolve("home"), RestartIT.settings(hop));
    Traffic.permit(relay);
  }

  @AfterEach
  void end() throws IOException {
    relay.close();
    hop.close();
    disk.close();
  }

  @Test
  void a_full_disk_is_answered_452_and_when_there_is_space_again_accepting_goes_on_by_itself()
      throws IOException {
    Path ballast = disk.folder().resolve("ballast");
    hop.goAway();
    try (Traffic traffic = new Traffic(relay, hop);
        Talk talk = Talk.from(LOOPBACK, relay.mxPort())) {
      assertThat(traffic.send(talk, SMALL)).startsWith("250 ");
      assertThat(traffic.send(talk, LARGE)).startsWith("250 ");

      disk.fill(ballast);
      assertThat(traffic.send(talk, LARGE)).startsWith("452 4.3.1 ");
      // The segment in use was filled with zeros before; it takes what still fits.
      int taken = 0;
      while (traffic.send(talk, SMALL).startsWith("250 ")) {
        taken++;
      }
      assertThat(taken).isBetween(1, SEGMENT / SMALL);
      assertThat(relay.launcher().call("status").out())
          .startsWith("not ready ")
          .contains("stopped: no space for a new segment");
      assertThat(traffic.send(talk, SMALL)).as("still").startsWith("452 4.3.1 ");

      Files.delete(ballast);
      await("it to accept again")
          .atMost(PATIENCE)
          .until(() -> relay.launcher().call("status").status() == 0);
      assertThat(traffic.send(talk, SMALL)).startsWith("250 ");
      assertThat(traffic.send(talk, LARGE)).startsWith("250 ");

      hop.comeBack();
      traffic.awaitAllAnsweredFor();
    }
    assertThat(Files.readString(relay.serverLog())).contains("the store takes messages again");
    await("the queue to be empty")
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(relay.cli("queue", "list")).contains("0 of 0 messages"));
  }
}
