package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The settings in force, by every door. */
@ExtendWith(SharedRelay.class)
class SettingsIT {

  @Test
  void every_door_tells_value_and_origin(RunningRelay relay) throws Exception {
    assertThat(relay.cli("settings", "--set"))
        .containsPattern("CHUKEI_RETRY_SCHEDULE +1s,2s +ENVIRONMENT +CHUKEI_RETRY_SCHEDULE")
        .doesNotContain("CHUKEI_GREET_PAUSE");
    assertThat(relay.cli("settings")).containsPattern("CHUKEI_GREET_PAUSE +0 +DEFAULT");
    assertThat(new Rest(relay).get("settings").getJsonArray("settings").toString())
        .contains(
            "\"variable\":\"CHUKEI_GIVE_UP_AFTER\",\"property\":\"chukei.give.up.after\",\"value\":\"1h\"");
    try (Jmx jmx = Jmx.of(relay)) {
      assertThat((String[]) jmx.attribute("Settings", "InForce"))
          .contains("CHUKEI_GIVE_UP_AFTER=1h (ENVIRONMENT CHUKEI_GIVE_UP_AFTER)");
    }
    for (String language : List.of("en", "ja")) {
      try (Browser browser = Browser.loggedIn(language, relay)) {
        browser.open("/settings.xhtml");
        browser.awaitText("settings", "CHUKEI_GIVE_UP_AFTER");
        assertThat(browser.text("settings"))
            .contains(language.equals("en") ? "environment" : "環境変数", "1s,2s")
            .contains(
                language.equals("en")
                    ? "age at which waiting mail is returned"
                    : "待機中のメールを返送するまでの時間");
      }
    }
  }
}
