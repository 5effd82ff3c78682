package org.chukei.connector.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chukei.config.Setting;
import org.chukei.config.Settings;
import org.chukei.connector.api.AuthOffer;
import org.chukei.connector.api.Client;
import org.chukei.connector.api.Service;
import org.chukei.dialogue.Dialogue;
import org.chukei.dialogue.Dialogues;
import org.chukei.dialogue.ExampleWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The dialogues with a session and nothing else. */
class SessionDialogueTest {

  /** What a session sees to; the others are its surroundings'. */
  private static final Set<String> ITS_SETTINGS =
      Set.of(
          Setting.LIMIT_ERRORS.variable(),
          Setting.LIMIT_COMMANDS.variable(),
          Setting.LIMIT_EMPTY_COMMANDS.variable(),
          Setting.LIMIT_RECIPIENTS.variable());

  static List<Dialogue> dialogues() {
    return Dialogues.all().stream()
        .filter(dialogue -> ITS_SETTINGS.containsAll(dialogue.settings().keySet()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("dialogues")
  void the_session_keeps_to(Dialogue dialogue) throws IOException {
    Client client = new Client(dialogue.service(), InetAddress.getLoopbackAddress(), 49_152);
    AuthOffer auth = dialogue.service() == Service.MX ? AuthOffer.NO : AuthOffer.NOW;
    SessionLimits limits = SessionLimits.of(Settings.of(dialogue.settings(), Map.of(), Map.of()));
    Session session =
        new Session(client, new Offer("mail.example.jp", 52_428_800, auth, true, limits));
    if (dialogue.service() == Service.SUBMISSIONS) {
      session.secured(SessionWire.TLS);
    }
    dialogue.run(new SessionWire(session, new ExampleWorld()));
  }

  @Test
  void there_are_dialogues() {
    assertThat(Dialogues.all()).hasSizeGreaterThan(50);
  }
}
