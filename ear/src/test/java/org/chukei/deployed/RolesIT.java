package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.chukei.deployed.Launcher.Ran;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who may do what on the console, and what the audit log has of it. */
@ExtendWith(SharedRelay.class)
class RolesIT {

  private static final String PASSWORD = "a password that is long enough";

  private static Browser loggedIn(RunningRelay relay, String name) {
    Browser browser = new Browser("en", relay);
    browser.open("/index.xhtml");
    browser.logIn(name, PASSWORD);
    browser.awaitPath("/index.xhtml");
    return browser;
  }

  @Test
  void a_viewer_looks_and_a_forged_press_is_refused_and_audited(RunningRelay relay)
      throws Exception {
    relay.cliWithInput(PASSWORD, "user", "add", "tanaka", "--role", "viewer", "--password-stdin");
    String permits = relay.cli("permit", "export");
    try (Browser browser = loggedIn(relay, "tanaka")) {
      browser.open("/permit.xhtml");
      browser.type("list:text", "192.0.2.200");
      assertThat(browser.isVisible("list:save")).isFalse();
      browser.pressHidden("list:save");
      browser.awaitText("messages", "takes the role “Administrator”");
      assertThat(relay.cli("permit", "export")).isEqualTo(permits);
      assertThat(relay.cli("audit", "--limit", "20"))
          .containsPattern("tanaka +CONSOLE +REFUSED +permit.save");

      relay.cli("user", "role", "tanaka", "administrator");
      browser.open("/permit.xhtml");
      browser.type("list:text", relay.listText("permit") + "127.0.0.41\n");
      browser.press("list:save");
      browser.awaitText("messages", "Saved");
      assertThat(relay.cli("audit", "--limit", "20"))
          .containsPattern("tanaka +CONSOLE +DONE +permit.save");
    } finally {
      relay.restore("permit", permits);
      relay.cli("user", "remove", "tanaka");
    }
    assertThat(relay.cli("user", "list")).doesNotContain("tanaka").contains("admin");
  }

  @Test
  void an_operator_pauses_a_destination(RunningRelay relay) throws IOException {
    relay.cliWithInput(PASSWORD, "user", "add", "sasaki", "--role", "operator", "--password-stdin");
    try (Browser browser = loggedIn(relay, "sasaki")) {
      browser.open("/queue.xhtml");
      browser.choose("pauses:what", "Destination");
      browser.type("pauses:which", "paused.example");
      browser.press("pauses:pause");
      browser.awaitText("messages", "Paused until it is resumed");
      browser.pressNamed("Resume Destination paused.example");
      browser.awaitText("messages", "Resumed.");
      assertThat(relay.cli("audit", "--limit", "20"))
          .containsPattern("sasaki +CONSOLE +DONE +queue.pause")
          .containsPattern("sasaki +CONSOLE +DONE +queue.resume");
    } finally {
      relay.launcher().call("queue", "resume", "destination", "paused.example");
      relay.cli("user", "remove", "sasaki");
    }
  }

  @Test
  void an_operator_changes_no_rules(RunningRelay relay) throws IOException {
    relay.cliWithInput(PASSWORD, "user", "add", "suzuki", "--role", "operator", "--password-stdin");
    try (Browser browser = loggedIn(relay, "suzuki")) {
      browser.open("/domains.xhtml");
      browser.type("add:name", "suzuki.example");
      assertThat(browser.isVisible("add:save")).isFalse();
      browser.pressHidden("add:save");
      browser.awaitText("messages", "takes the role “Administrator”");
      assertThat(relay.cli("domain", "list")).doesNotContain("suzuki.example");
      assertThat(relay.cli("audit", "--limit", "20"))
          .containsPattern("suzuki +CONSOLE +REFUSED +domains.add");
    } finally {
      relay.launcher().call("domain", "remove", "suzuki.example");
      relay.cli("user", "remove", "suzuki");
    }
  }

  @Test
  void a_users_token_opens_the_api_as_far_as_the_role_goes_and_in_its_name(RunningRelay relay)
      throws IOException {
    relay.cliWithInput(PASSWORD, "user", "add", "kato", "--role", "viewer", "--password-stdin");
    try {
      Launcher kato =
          relay.launcher().with("CHUKEI_API_TOKEN", relay.cli("user", "token", "kato").strip());
      assertThat(relay.cli("user", "list")).containsPattern("kato +VIEWER +yes");
      assertThat(kato.call("permit", "export").status()).isZero();
      Ran pause = kato.call("queue", "pause", "delivery", "--reason", "x");
      assertThat(pause.status()).isEqualTo(1);
      assertThat(pause.err()).contains("this needs the role operator; kato is viewer");

      relay.cli("user", "role", "kato", "operator");
      assertThat(kato.call("queue", "pause", "delivery", "--reason", "x").status()).isZero();
      assertThat(kato.call("queue", "resume", "delivery").status()).isZero();
      assertThat(kato.call("domain", "add", "kato.example").err())
          .contains("this needs the role administrator; kato is operator");
      assertThat(kato.call("user", "token", "admin").status()).isEqualTo(1);
      assertThat(relay.cli("audit", "--limit", "20"))
          .containsPattern("kato +API +REFUSED +POST domains")
          .containsPattern("kato +API +DONE +POST pauses");

      relay.cli("user", "token", "kato", "--revoke");
      assertThat(kato.call("permit", "export").err()).contains("CHUKEI_API_TOKEN");
    } finally {
      relay.launcher().call("queue", "resume", "delivery");
      relay.cli("user", "remove", "kato");
    }
  }

  @Test
  void the_api_is_audited_without_secrets(RunningRelay relay) throws IOException {
    relay.cliWithInput(
        "a secret that nobody reads", "account", "add", "audited@example.jp", "--password-stdin");
    try {
      assertThat(relay.cli("audit", "--limit", "5"))
          .containsPattern("api +API +DONE +POST accounts .*audited@example.jp")
          .doesNotContain("a secret that nobody reads");
    } finally {
      relay.cli("account", "remove", "audited@example.jp");
    }
    assertThat(relay.cli("audit", "--limit", "5"))
        .containsPattern("api +API +DONE +DELETE accounts/audited");
  }

  @Test
  void a_weak_password_and_a_role_that_does_not_exist_are_refused(RunningRelay relay)
      throws IOException {
    Ran weak =
        relay
            .launcher()
            .callWithInput("short", "user", "add", "sato", "--role", "viewer", "--password-stdin");
    assertThat(weak.status()).isEqualTo(1);
    assertThat(weak.err()).contains("15 to 256 characters");
    Ran unknown =
        relay
            .launcher()
            .callWithInput(PASSWORD, "user", "add", "sato", "--role", "king", "--password-stdin");
    assertThat(unknown.err()).contains("'king' is not one of viewer, operator, administrator");
  }
}
