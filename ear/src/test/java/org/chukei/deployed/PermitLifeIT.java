package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.chukei.deployed.Launcher.Ran;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Entries of the permit list with conditions, an owner, a limit and an end, on a live server. */
@ExtendWith(SharedRelay.class)
class PermitLifeIT {

  private static final String CLIENT = "127.0.0.77";

  private String before = "";

  @BeforeEach
  void make_the_client_unconditional(RunningRelay relay) throws IOException {
    before = relay.cli("permit", "versions", "--limit", "1").lines().toList().get(1).split(" ")[0];
    relay.cli("connection", "add", "UNCONDITIONAL", CLIENT);
  }

  @AfterEach
  void put_all_back(RunningRelay relay) throws IOException {
    relay.cli("permit", "rollback", before);
    relay.cli("connection", "remove", "UNCONDITIONAL", CLIENT);
  }

  private static String rcpt(RunningRelay relay, String sender, String recipient)
      throws IOException {
    try (Talk talk = Talk.from(CLIENT, relay.mxPort())) {
      talk.tell("MAIL FROM:<" + sender + ">");
      return talk.ask("RCPT TO:<" + recipient + ">");
    }
  }

  @Test
  void an_entry_permits_whom_its_conditions_mean_as_much_as_its_limit_says(RunningRelay relay)
      throws IOException {
    relay.cli(
        "permit", "add", CLIENT, "sender-domain=example.com", "limit=2/h", "owner=sato", "# ERP");

    String refused = rcpt(relay, "a@example.org", "b@example.net");
    assertThat(refused).startsWith("550 5.7.1 relaying denied");
    String id = refused.substring(refused.lastIndexOf(' ') + 1, refused.length() - 1);
    assertThat(relay.cli("explain", id, "--language", "en"))
        .contains(CLIENT + ": sender-domain=example.com", "the client met the conditions");

    assertThat(rcpt(relay, "a@example.com", "b@example.net")).startsWith("250 ");
    assertThat(rcpt(relay, "a@example.com", "b@example.net")).startsWith("250 ");
    String deferred = rcpt(relay, "a@example.com", "b@example.net");
    assertThat(deferred).startsWith("450 4.7.1 too many recipients");
    String later = deferred.substring(deferred.lastIndexOf(' ') + 1, deferred.length() - 1);
    assertThat(relay.cli("explain", later, "--language", "en"))
        .contains(
            "the limit of the permit entry " + CLIENT + " sender-domain=example.com limit=2/h");

    assertThat(relay.cli("permit", "list", "--json"))
        .containsPattern(
            "\"network\":\"" + CLIENT + "\".*\"owner\":\"sato\",\"hits\":2,\"lastUsed\":\"20.*ERP");
  }

  @Test
  void an_entry_that_has_expired_permits_nothing_and_is_warned_of(RunningRelay relay)
      throws IOException {
    Ran added = relay.launcher().call("permit", "add", CLIENT, "expires=2026-01-31", "owner=sato");
    assertThat(added.status()).isZero();
    assertThat(added.err()).contains("has expired, and permits nothing any more");
    assertThat(rcpt(relay, "a@example.com", "b@example.net")).startsWith("550 5.7.1 ");
    relay.cli("permit", "add", CLIENT, "expires=2099-12-31");
    assertThat(rcpt(relay, "a@example.com", "b@example.net")).startsWith("250 ");
  }

  @Test
  void a_condition_is_no_excuse_and_one_without_effect_needs_a_name(RunningRelay relay)
      throws IOException {
    Ran wide = relay.launcher().call("permit", "add", "198.18.0.0/15", "tls");
    assertThat(wide.status()).isEqualTo(1);
    assertThat(wide.err()).contains("danger: 198.18.0.0/15 is public and wider than /24");

    relay.cli("permit", "add", "127.0.0.64/27");
    Ran undone = relay.launcher().call("permit", "add", CLIENT, "tls");
    assertThat(undone.status()).isEqualTo(1);
    assertThat(undone.err()).contains("the conditions of " + CLIENT + " tls keep nobody out");
    relay.cli("permit", "add", CLIENT, "tls", "--acknowledge", "sato");

    Ran denial = relay.launcher().call("connection", "add", "DENY", CLIENT);
    assertThat(denial.status()).isEqualTo(1);
    assertThat(denial.err()).contains("DENY " + CLIENT + " denies nobody");
  }
}
