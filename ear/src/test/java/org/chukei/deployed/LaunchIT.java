package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.chukei.deployed.Launcher.Ran;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Starts that must not succeed, and what status says of them. */
@ExtendWith(SharedRelay.class)
class LaunchIT {

  @TempDir private Path home;

  @Test
  void a_bad_setting_stops_the_start_with_its_name_value_and_what_is_allowed() throws IOException {
    Launcher launcher = new Launcher(home, Map.of("CHUKEI_RETRY_SCHEDULE", "5 minutes"));

    Ran ran = launcher.call("run");

    assertThat(ran.status()).isEqualTo(78);
    assertThat(ran.err())
        .contains("CHUKEI_RETRY_SCHEDULE", "'5 minutes'", "an integer and s, m, h");
    Ran status = launcher.call("status");
    assertThat(status.status()).isEqualTo(1);
    assertThat(status.out()).contains("failed", "CHUKEI_RETRY_SCHEDULE");
  }

  @Test
  void a_setting_that_is_set_but_empty_is_empty_and_not_the_default() throws IOException {
    Ran ran = new Launcher(home, Map.of("CHUKEI_HTTP_PORT", "")).call("run");

    assertThat(ran.status()).isEqualTo(78);
    assertThat(ran.err()).contains("CHUKEI_HTTP_PORT=''");
  }

  @Test
  void a_bad_setting_in_the_properties_file_is_told_too() throws IOException {
    Files.writeString(home.resolve("chukei.properties"), "chukei.htp.port=8081\n");

    Ran ran = new Launcher(home, Map.of()).call("run");

    assertThat(ran.status()).isEqualTo(78);
    assertThat(ran.err()).contains("chukei.htp.port");
  }

  @Test
  void a_port_in_use_is_told_with_the_setting_that_changes_it(RunningRelay relay)
      throws IOException {
    String taken = Integer.toString(relay.mxPort());
    Ran ran =
        new Launcher(home, Map.of("CHUKEI_SMTP_MX_PORT", taken, "CHUKEI_SMTP_ADDRESS", "127.0.0.1"))
            .call("run");

    assertThat(ran.status()).isNotZero();
    assertThat(ran.err()).contains("127.0.0.1:" + taken, "in use", "CHUKEI_SMTP_MX_PORT");
  }

  @Test
  void a_machine_whose_own_name_has_no_address_is_told_what_to_do() throws IOException {
    List<String> elsewhere =
        List.of("unshare", "--uts", "sh", "-c", "hostname nameless.invalid; exec \"$@\"", "sh");

    Ran ran = new Launcher(home, Map.of(), elsewhere).call("run");

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).contains("127.0.1.1 nameless.invalid", "/etc/hosts");
  }

  @Test
  void a_second_run_on_the_same_home_is_refused_and_the_first_goes_on(RunningRelay relay)
      throws IOException {
    Ran ran = relay.launcher().call("run");

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).contains("already running", Long.toString(relay.server().pid()));
    Ran status = relay.launcher().call("status");
    assertThat(status.status()).isZero();
    assertThat(status.out())
        .startsWith("serving (pid " + relay.server().pid() + ")")
        .contains(":" + relay.mxPort(), ":" + relay.submissionPort(), ":" + relay.httpPort());
  }

  @Test
  void a_start_tells_where_everything_is(RunningRelay relay) throws IOException {
    assertThat(relay.said())
        .contains(
            "127.0.0.1:" + relay.mxPort(),
            "127.0.0.1:" + relay.submissionPort(),
            "http://127.0.0.1:" + relay.httpPort() + "/",
            relay.home() + "/log/mail.log",
            relay.home() + "/log/server.log");
  }

  @Test
  void a_home_that_nothing_ran_on_is_not_running() throws IOException {
    Ran status = new Launcher(home, Map.of()).call("status");

    assertThat(status.status()).isEqualTo(3);
    assertThat(status.out()).startsWith("not running");
  }

  @Test
  void a_stale_pid_file_is_not_taken_for_a_server() throws IOException {
    Files.writeString(home.resolve("chukei.pid"), ProcessHandle.current().pid() + "\n");
    Launcher launcher = new Launcher(home, Map.of("CHUKEI_HTTP_PORT", "none"));

    assertThat(launcher.call("status").status()).isEqualTo(3);
    assertThat(launcher.call("stop").status()).isZero();
    // It gets as far as the bad setting: the pid file is no obstacle.
    assertThat(launcher.call("run").status()).isEqualTo(78);
  }

  @Test
  void waiting_ends_when_the_run_fails_and_not_for_an_earlier_failure() throws IOException {
    Launcher launcher = new Launcher(home, Map.of("CHUKEI_HTTP_PORT", "none"));
    launcher.call("run");
    Path output = home.resolve("second.run");
    Process waiting = launcher.start(output, "status", "--wait", "300");
    launcher.call("run");

    assertThat(Launcher.end(waiting)).isEqualTo(1);
    assertThat(Files.readString(output)).startsWith("failed");
  }

  @Test
  void an_old_failure_is_not_what_a_wait_is_for() throws IOException {
    Launcher launcher = new Launcher(home, Map.of("CHUKEI_HTTP_PORT", "none"));
    launcher.call("run");
    Path state = home.resolve("run.state");
    Files.writeString(state, Files.readString(state).replaceAll("SINCE=\\d+", "SINCE=1700000000"));

    Ran status = launcher.call("status", "--wait", "1");

    assertThat(status.status()).isEqualTo(3);
    assertThat(status.out()).contains("an earlier run failed");
  }

  @Test
  void a_command_without_a_server_says_how_to_start_one() throws IOException {
    Ran ran = new Launcher(home, Map.of()).call("queue", "list");

    assertThat(ran.status()).isEqualTo(3);
    assertThat(ran.err()).contains("./chukei run");
  }
}
