package org.chukei.connector.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import org.chukei.config.Setting;
import org.chukei.config.Settings;
import org.chukei.connector.api.Service;
import org.chukei.dialogue.CutWire;
import org.chukei.dialogue.Dialogue;
import org.chukei.dialogue.Dialogues;
import org.chukei.dialogue.ExampleWorld;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The network cuts where it likes: no dialogue may notice. */
class CutDialogueTest {

  /** Dialogues with long contents are cut at as many places, evenly spread. */
  private static final long CUTS = 250;

  private static EmbeddedServer server;

  @BeforeAll
  static void open() throws IOException {
    server = EmbeddedServer.open();
  }

  @AfterAll
  static void close() throws IOException {
    server.close();
  }

  /** All but those with TLS, where the pieces are TLS's own, and those where a clock has a say. */
  static List<Dialogue> dialogues() {
    return Dialogues.all().stream()
        .filter(dialogue -> dialogue.service() != Service.SUBMISSIONS && !dialogue.hasTls())
        .filter(dialogue -> !dialogue.settings().containsKey(Setting.GREET_PAUSE.variable()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("dialogues")
  void cut_at_every_octet_it_is_answered_as_in_one_piece(Dialogue dialogue) throws IOException {
    long octets = run(dialogue, octet -> false);
    long step = Math.max(1, octets / CUTS);
    for (long cut = 1; cut < octets; cut += step) {
      long here = cut;
      assertThat(run(dialogue, octet -> octet == here)).isEqualTo(octets);
    }
  }

  @ParameterizedTest
  @MethodSource("dialogues")
  void octet_by_octet_it_is_answered_as_in_one_piece(Dialogue dialogue) throws IOException {
    run(dialogue, octet -> true);
  }

  private static long run(Dialogue dialogue, LongPredicate cuts) throws IOException {
    ExampleWorld world = new ExampleWorld();
    try (CutWire wire =
        new CutWire(
            new EmbeddedWire(
                server.connect(
                    dialogue.service(),
                    Settings.of(dialogue.settings(), Map.of(), Map.of()),
                    (question, answer) -> answer.accept(question.putTo(world)))),
            cuts)) {
      dialogue.run(wire);
      return wire.sent();
    }
  }
}
