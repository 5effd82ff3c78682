package org.chukei.connector.netty;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.chukei.config.Settings;
import org.chukei.dialogue.Dialogue;
import org.chukei.dialogue.Dialogues;
import org.chukei.dialogue.ExampleWorld;
import org.chukei.dialogue.Wire;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same dialogues through sockets and decoders. */
class ServerDialogueTest {

  @TempDir static Path home;
  static RunningServer running;

  @BeforeAll
  static void open() throws Exception {
    running = new RunningServer(home, new ExampleWorld(), Map.of());
  }

  @AfterAll
  static void close() throws Exception {
    running.close();
  }

  static List<Dialogue> dialogues() {
    return Dialogues.byDefault();
  }

  @ParameterizedTest
  @MethodSource("dialogues")
  void the_server_keeps_to(Dialogue dialogue) throws IOException {
    try (Wire wire = running.connect(dialogue.service())) {
      dialogue.run(wire);
    }
  }

  static List<Dialogue> dialoguesWithSettings() {
    return Dialogues.bySettings();
  }

  @ParameterizedTest
  @MethodSource("dialoguesWithSettings")
  void a_server_with_these_settings_keeps_to(Dialogue dialogue) throws Exception {
    Settings settings = Settings.of(dialogue.settings(), Map.of(), Map.of());
    ExampleWorld world = new ExampleWorld(settings.greetPause());
    try (RunningServer own = new RunningServer(home, world, dialogue.settings());
        Wire wire = own.connect(dialogue.service())) {
      dialogue.run(wire);
    }
  }
}
