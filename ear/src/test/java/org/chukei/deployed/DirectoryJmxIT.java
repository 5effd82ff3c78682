package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** Domains, accounts, groups and transports by JMX, each operation seen by the command line. */
@ExtendWith(SharedRelay.class)
@TestInstance(Lifecycle.PER_CLASS)
class DirectoryJmxIT {

  private RunningRelay relay;
  private Jmx jmx;

  @BeforeAll
  void connect(RunningRelay shared) throws Exception {
    relay = shared;
    jmx = Jmx.of(relay);
    call("addDomain", "jmx.example");
    call("addAccount", "one@jmx.example", "secret-12345");
  }

  @AfterAll
  void disconnect() throws Exception {
    call("removeAccount", "one@jmx.example");
    call("removeDomain", "jmx.example");
    assertThat(relay.cli("domain", "list")).doesNotContain("jmx.example");
    jmx.close();
  }

  @Test
  void a_catch_all_comes_and_goes() throws Exception {
    call("catchAll", "jmx.example", "one@jmx.example");
    assertThat(lines("Domains")).contains("jmx.example -> one@jmx.example");
    assertThat(relay.cli("domain", "list")).containsPattern("jmx.example +one@jmx.example");
    call("catchAll", "jmx.example", "");
    assertThat(lines("Domains")).contains("jmx.example");
  }

  @Test
  void a_password_is_in_force_at_once() throws Exception {
    call("setPassword", "one@jmx.example", "another-secret");
    try (Talk talk = Talk.from("127.0.0.1", relay.submissionPort())) {
      talk.login("one@jmx.example", "another-secret");
    }
    assertThat(lines("Accounts")).contains("one@jmx.example");
  }

  @Test
  void an_alias_comes_and_goes() throws Exception {
    call("addAlias", "boss@jmx.example", "one@jmx.example", "");
    assertThat(lines("Aliases")).contains("boss@jmx.example -> one@jmx.example");
    call("removeAlias", "boss@jmx.example");
    assertThat(lines("Aliases")).doesNotContain("boss@jmx.example -> one@jmx.example");
  }

  @Test
  void a_grant_comes_and_goes() throws Exception {
    call("addGrant", "one@jmx.example", "sales@jmx.example");
    assertThat(lines("Grants")).contains("one@jmx.example may send as sales@jmx.example");
    call("removeGrant", "one@jmx.example", "sales@jmx.example");
    assertThat(lines("Grants")).noneMatch(line -> line.contains("sales@jmx.example"));
  }

  @Test
  void a_group_comes_changes_and_goes() throws Exception {
    call("addGroup", "all@jmx.example", "one@jmx.example", "");
    assertThat(lines("Groups")).contains("all@jmx.example -> one@jmx.example");
    call("setGroup", "all@jmx.example", "one@jmx.example, info@example.jp", "");
    assertThat(relay.cli("group", "list")).contains("info@example.jp");
    call("removeGroup", "all@jmx.example");
    assertThat(lines("Groups")).noneMatch(line -> line.contains("all@jmx.example"));
  }

  @Test
  void a_transport_comes_and_goes_and_its_secret_is_shown_nowhere() throws Exception {
    call("addTransport", "jmx.test", "", "127.0.0.1:9", "none", "", "user", "hidden-secret");
    assertThat(lines("Transports"))
        .anyMatch(line -> line.contains("jmx.test") && line.contains("user=user"))
        .noneMatch(line -> line.contains("hidden-secret"));
    call("removeTransport", "jmx.test", "");
    assertThat(relay.cli("transport", "list")).doesNotContain("jmx.test");
    assertThat(relay.cli("audit", "--limit", "50"))
        .contains("transport.add", "jmx")
        .doesNotContain("hidden-secret");
  }

  @Test
  void an_unacceptable_value_is_named() {
    assertThatThrownBy(() -> call("addAccount", "nonsense", "")).hasStackTraceContaining("address");
  }

  private void call(String operation, Object... arguments) throws Exception {
    jmx.call("Directory", operation, arguments);
  }

  private List<String> lines(String attribute) throws Exception {
    return List.of((String[]) jmx.attribute("Directory", attribute));
  }
}
