package org.chukei.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CheckSettingsTest {

  private static final Map<String, String> ANY_PORTS =
      Map.of(
          "CHUKEI_SMTP_MX_PORT",
          "0",
          "CHUKEI_SMTP_SUBMISSION_PORT",
          "0",
          "CHUKEI_SMTP_SUBMISSIONS_PORT",
          "0");

  @Test
  void tells_the_launcher_where_everything_listens() {
    Settings settings =
        Settings.of(
            Map.of("CHUKEI_SMTP_ADDRESS", "::", "CHUKEI_HTTP_ADDRESS", "0.0.0.0"),
            Map.of(),
            Map.of("chukei.http.port", "8081"));

    assertThat(CheckSettings.describe(settings))
        .containsExactly(
            "HTTP_ADDRESS=0.0.0.0",
            "HTTP_HOST=127.0.0.1",
            "HTTP_PORT=8081",
            "HTTP=127.0.0.1:8081",
            "MX=[::]:2525",
            "SUBMISSION=[::]:2587",
            "SUBMISSIONS=[::]:2465");
  }

  @Test
  void a_port_in_use_is_named_with_the_setting_that_changes_it() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      Settings settings =
          Settings.of(
              Map.of("CHUKEI_HTTP_PORT", Integer.toString(taken.getLocalPort())),
              Map.of(),
              Map.of(
                  "chukei.smtp.mx.port",
                  "0",
                  "chukei.smtp.submission.port",
                  "0",
                  "chukei.smtp.submissions.port",
                  "0"));

      assertThat(ListeningCheck.faults(settings))
          .singleElement()
          .asString()
          .contains("127.0.0.1:" + taken.getLocalPort(), "in use", "CHUKEI_HTTP_PORT");
    }
  }

  @Test
  void two_services_on_one_port_are_a_fault() throws IOException {
    String port;
    try (ServerSocket probe = new ServerSocket(0)) {
      port = Integer.toString(probe.getLocalPort());
    }
    Settings settings =
        Settings.of(
            Map.of("CHUKEI_SMTP_MX_PORT", port, "CHUKEI_SMTP_SUBMISSION_PORT", port),
            Map.of(),
            Map.of("chukei.http.port", free(), "chukei.smtp.submissions.port", "0"));

    assertThat(ListeningCheck.faults(settings))
        .singleElement()
        .asString()
        .contains("CHUKEI_SMTP_SUBMISSION_PORT");
  }

  @Test
  void any_free_port_will_not_do_for_http() {
    Settings settings = Settings.of(ANY_PORTS, Map.of(), Map.of("chukei.http.port", "0"));

    assertThat(ListeningCheck.faults(settings))
        .singleElement()
        .asString()
        .startsWith("CHUKEI_HTTP_PORT='0'");
  }

  @Test
  void an_owner_of_maildirs_whom_this_machine_has_not_is_a_fault() {
    Settings settings =
        Settings.of(Map.of("CHUKEI_MAILDIR_OWNER", "root:no-such-group"), Map.of(), Map.of());

    assertThat(FileOwnerCheck.faults(settings))
        .containsExactly(
            "CHUKEI_MAILDIR_OWNER='root:no-such-group': this machine has no user or group"
                + " no-such-group");
    assertThat(FileOwnerCheck.faults(Settings.of(Map.of(), Map.of(), Map.of()))).isEmpty();
  }

  private static String free() throws IOException {
    try (ServerSocket probe = new ServerSocket(0)) {
      return Integer.toString(probe.getLocalPort());
    }
  }
}
