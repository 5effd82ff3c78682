package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.chukei.deployed.QueueDoor.Choice;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an operator does to queued mail, through each door. */
@ExtendWith(SharedRelay.class)
class QueueDoorsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** The ways in. */
  enum Way {
    CLI,
    REST,
    JMX,
    CONSOLE;

    QueueDoor open(RunningRelay relay) throws Exception {
      return switch (this) {
        case CLI -> new CliDoor(relay);
        case REST -> new RestDoor(relay);
        case JMX -> new JmxDoor(relay);
        case CONSOLE -> new ConsoleDoor(relay);
      };
    }

    /** In whose name it comes in. */
    String operator() {
      return switch (this) {
        case CLI, REST -> "api";
        case JMX -> "jmx";
        case CONSOLE -> "admin";
      };
    }

    /** Addresses that no other test has. */
    String address(String what) {
      return what + "-by-" + name().toLowerCase(Locale.ROOT) + "@doors.example";
    }
  }

  @ParameterizedTest
  @EnumSource
  void mail_is_held_released_retried_rerouted_and_removed_by_whatever_names_it(
      Way way, RunningRelay relay, NextHop hop) throws Exception {
    String sender = way.address("sender");
    String stays = way.address("stays");
    String leaves = way.address("leaves");
    String destination = "127.0.0.1:" + hop.port();
    String[] busy = new String[10_000];
    Arrays.fill(busy, "451 4.2.1 not now");
    hop.onRcpt(stays, busy);
    hop.onRcpt(leaves, busy);
    String staysId = submit(relay, sender, stays);
    String leavesId = submit(relay, sender, leaves);
    try (QueueDoor door = way.open(relay);
        NextHop other = NextHop.open()) {
      awaitState(door, stays, "DEFERRED");
      awaitState(door, leaves, "DEFERRED");
      assertThat(door.list(Choice.destination(destination, sender))).hasSize(2);

      assertThat(door.change("hold", Choice.recipient(stays), "")).isEqualTo(1);
      awaitState(door, stays, "HELD");
      assertThat(door.list(Choice.sender(sender, "HELD")))
          .singleElement()
          .asString()
          .contains(stays);
      assertThat(door.change("release", Choice.sender(sender, "HELD"), "")).isEqualTo(1);
      assertThat(door.list(Choice.sender(sender, "HELD"))).isEmpty();

      assertThat(door.change("hold", Choice.id(leavesId), "")).isEqualTo(1);
      awaitState(door, leaves, "HELD");
      int attempts = hop.rcpts(leaves);
      awaitAttempts(hop, stays, 2);
      assertThat(hop.rcpts(leaves)).as("held mail is not tried").isEqualTo(attempts);
      assertThat(door.change("reroute", Choice.recipient(leaves), "127.0.0.1:" + other.port()))
          .isEqualTo(1);
      assertThat(door.change("release", Choice.id(leavesId), "")).isEqualTo(1);
      assertThat(other.awaitMessageTo(leaves).sender()).isEqualTo(sender);

      await()
          .atMost(PATIENCE)
          .until(() -> door.change("retry", Choice.destination(destination, sender), "") == 1);
      assertThat(door.change("hold", Choice.id(staysId), "")).isEqualTo(1);
      assertThat(door.change("remove", Choice.id(staysId), "")).isEqualTo(1);
      assertThat(door.list(Choice.sender(sender, ""))).isEmpty();
      assertThat(hop.answeredFor()).doesNotContain(stays, leaves);
      Rest rest = new Rest(relay);
      String by = " by " + way.operator();
      assertThat(handled(rest, leavesId))
          .containsExactly(
              "HELD" + by, "REROUTED" + by + " to 127.0.0.1:" + other.port(), "RELEASED" + by);
      assertThat(handled(rest, staysId))
          .startsWith("HELD" + by, "RELEASED" + by, "RETRIED" + by)
          .endsWith("HELD" + by, "REMOVED" + by);
      assertThat(Files.readString(relay.home().resolve("log/mail.log")))
          .contains(
              leavesId
                  + ": event=rerouted-by-operator, to=<"
                  + leaves
                  + ">, by=<"
                  + way.operator());
    }
  }

  /** What the message's life says of operators. */
  private static List<String> handled(Rest rest, String queueId) throws Exception {
    return rest.get("messages/" + queueId).getJsonArray("events").stream()
        .map(JsonValue::asJsonObject)
        .filter(event -> event.containsKey("by"))
        .map(
            event ->
                event.getString("act", event.getString("event").toUpperCase(Locale.ROOT))
                    + " by "
                    + event.getString("by")
                    + (event.containsKey("to") ? " to " + event.getString("to") : ""))
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void delivery_a_destination_and_acceptance_are_paused_and_resumed(
      Way way, RunningRelay relay, NextHop hop) throws Exception {
    String sender = way.address("pauser");
    try (QueueDoor door = way.open(relay)) {
      for (String what : new String[] {"DELIVERY", "DESTINATION"}) {
        String destination = what.equals("DESTINATION") ? "127.0.0.1:" + hop.port() : "";
        String recipient = way.address(what.toLowerCase(Locale.ROOT));
        door.pause(what, destination);
        try {
          submit(relay, sender, recipient);
          awaitState(door, recipient, "PAUSED");
          assertThat(hop.rcpts(recipient)).as("it is not tried").isZero();
        } finally {
          door.resume(what, destination);
        }
        hop.awaitMessageTo(recipient);
      }

      door.pause("ACCEPTANCE", "");
      try {
        assertThat(catchThrowable(() -> submit(relay, sender, way.address("refused"))))
            .hasMessageContaining("4");
      } finally {
        door.resume("ACCEPTANCE", "");
      }
      submit(relay, sender, way.address("accepted"));
      hop.awaitMessageTo(way.address("accepted"));
      assertThat(hop.answeredFor()).doesNotContain(way.address("refused"));
    }
  }

  /** The queue id. */
  private static String submit(RunningRelay relay, String sender, String recipient)
      throws IOException {
    try (Talk talk = Talk.from(SharedRelay.PERMITTED, relay.mxPort())) {
      talk.envelope(sender, recipient);
      String reply = talk.content("Subject: doors\r\n\r\n");
      assertThat(reply).startsWith("250 ");
      return reply.substring(reply.lastIndexOf(' ') + 1);
    }
  }

  private static void awaitState(QueueDoor door, String recipient, String state) {
    await(recipient + " to be " + state)
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(door.list(Choice.recipient(recipient)))
                    .singleElement()
                    .asString()
                    .contains(recipient, state));
  }

  private static void awaitAttempts(NextHop hop, String recipient, int more) {
    int enough = hop.rcpts(recipient) + more;
    await("attempts").atMost(PATIENCE).until(() -> hop.rcpts(recipient) >= enough);
  }
}
