package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;
import org.chukei.connector.api.Service;
import org.chukei.dialogue.CutWire;
import org.chukei.dialogue.Dialogue;
import org.chukei.dialogue.Dialogues;
import org.chukei.dialogue.SocketWire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The dialogues that the session passed alone, with the whole application behind it. */
@ExtendWith(SharedRelay.class)
class DialoguesIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  static List<Dialogue> dialogues() {
    return Dialogues.byDefault();
  }

  @ParameterizedTest
  @MethodSource("dialogues")
  void the_deployed_server_keeps_to(Dialogue dialogue, RunningRelay relay) throws IOException {
    run(dialogue, relay, octet -> false);
  }

  /** Those where a wrong cut would let something through. */
  static List<Dialogue> sample() {
    return Dialogues.all().stream()
        .filter(
            dialogue ->
                Set.of(
                        "smuggling-crlf-dot-lf",
                        "smuggling-bdat-commands",
                        "chunking-pipelined",
                        "pipelining-content-behind-data")
                    .contains(dialogue.name()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("sample")
  void a_segment_may_end_at_any_octet(Dialogue dialogue, RunningRelay relay) throws IOException {
    long octets = run(dialogue, relay, octet -> true);
    for (long cut = 1; cut < octets; cut++) {
      long here = cut;
      run(dialogue, relay, octet -> octet == here);
    }
  }

  /** Returns how many octets the client sent. */
  private static long run(Dialogue dialogue, RunningRelay relay, LongPredicate cuts)
      throws IOException {
    int port =
        switch (dialogue.service()) {
          case MX -> relay.mxPort();
          case SUBMISSION -> relay.submissionPort();
          case SUBMISSIONS -> relay.submissionsPort();
        };
    InetSocketAddress server = new InetSocketAddress("127.0.0.1", port);
    try (CutWire wire = new CutWire(SocketWire.connect(server, PATIENCE), cuts)) {
      if (dialogue.service() == Service.SUBMISSIONS) {
        wire.startTls();
      }
      dialogue.run(wire);
      return wire.sent();
    }
  }

  @Test
  void there_are_dialogues() {
    assertThat(Dialogues.all()).hasSizeGreaterThan(50);
  }
}
