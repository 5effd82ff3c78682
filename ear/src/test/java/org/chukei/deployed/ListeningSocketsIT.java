package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** On a relay of its own: a JMX client that attaches to a JVM makes it listen for that client. */
class ListeningSocketsIT {

  @Test
  void nothing_listens_but_smtp_and_the_console() throws IOException {
    try (RunningRelay relay = RunningRelay.start(Map.of())) {
      assertThat(ListeningSockets.of(relay.server().pid()))
          .containsExactlyInAnyOrder(
              "tcp 127.0.0.1:" + relay.mxPort(),
              "tcp 127.0.0.1:" + relay.submissionPort(),
              "tcp 127.0.0.1:" + relay.submissionsPort(),
              "tcp 127.0.0.1:" + relay.httpPort());
    }
  }
}
