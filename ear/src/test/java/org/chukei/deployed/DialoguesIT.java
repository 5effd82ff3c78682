package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.chukei.connector.api.Service;
import org.chukei.dialogue.Dialogue;
import org.chukei.dialogue.Dialogues;
import org.chukei.dialogue.SocketWire;
import org.chukei.dialogue.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The dialogues that the session passed alone, with the whole application behind it. */
@ExtendWith(SharedRelay.class)
class DialoguesIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  static List<Dialogue> dialogues() {
    return Dialogues.all();
  }

  @ParameterizedTest
  @MethodSource("dialogues")
  void the_deployed_server_keeps_to(Dialogue dialogue, RunningRelay relay) throws IOException {
    int port =
        switch (dialogue.service()) {
          case MX -> relay.mxPort();
          case SUBMISSION -> relay.submissionPort();
          case SUBMISSIONS -> relay.submissionsPort();
        };
    try (Wire wire = SocketWire.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE)) {
      if (dialogue.service() == Service.SUBMISSIONS) {
        wire.startTls();
      }
      dialogue.run(wire);
    }
  }

  @Test
  void there_are_dialogues() {
    assertThat(Dialogues.all()).hasSizeGreaterThan(50);
  }
}
