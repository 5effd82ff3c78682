package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedRelay.class)
class ListeningSocketsIT {

  @Test
  void nothing_listens_but_smtp_and_the_console(RunningRelay relay) throws IOException {
    assertThat(ListeningSockets.of(relay.server().pid()))
        .containsExactlyInAnyOrder(
            "tcp 127.0.0.1:" + relay.mxPort(),
            "tcp 127.0.0.1:" + relay.submissionPort(),
            "tcp 127.0.0.1:" + relay.submissionsPort(),
            "tcp 127.0.0.1:" + relay.httpPort());
  }
}
