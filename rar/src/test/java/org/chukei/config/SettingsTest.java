package org.chukei.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import org.chukei.config.Settings.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  private static Settings with(String variable, String value) {
    return Settings.of(Map.of(variable, value), Map.of(), Map.of());
  }

  private static boolean mayAuth(Settings settings, String client) throws UnknownHostException {
    return settings.mayAuthWithoutTls(InetAddress.getByName(client));
  }

  @Test
  void the_environment_goes_before_system_properties_before_the_file_before_the_default() {
    Map<String, String> environment = Map.of("CHUKEI_SMTP_MX_PORT", "1");
    Map<String, String> system = Map.of("chukei.smtp.mx.port", "2", "chukei.http.port", "2");
    Map<String, String> file = Map.of("chukei.http.port", "3", "chukei.smtp.submission.port", "3");
    Settings settings = Settings.of(environment, system, file);
    assertThat(settings.smtpMxPort()).isEqualTo(1);
    assertThat(settings.httpPort()).isEqualTo(2);
    assertThat(settings.smtpSubmissionPort()).isEqualTo(3);
    assertThat(settings.value(Setting.SMTP_MX_PORT).origin()).isEqualTo(Origin.ENVIRONMENT);
    assertThat(settings.value(Setting.HTTP_PORT).origin()).isEqualTo(Origin.SYSTEM_PROPERTY);
    assertThat(settings.value(Setting.SMTP_SUBMISSION_PORT).origin()).isEqualTo(Origin.FILE);
    assertThat(settings.value(Setting.HOSTNAME).origin()).isEqualTo(Origin.DEFAULT);
  }

  @Test
  void set_but_empty_means_empty_and_never_the_default() throws Exception {
    assertThat(mayAuth(Settings.of(Map.of(), Map.of(), Map.of()), "127.0.0.1")).isTrue();
    assertThat(mayAuth(with("CHUKEI_AUTH_WITHOUT_TLS", ""), "127.0.0.1")).isFalse();
    assertThatThrownBy(() -> with("CHUKEI_SMTP_MX_PORT", ""))
        .hasMessage("CHUKEI_SMTP_MX_PORT='': must be a port, 0 to 65535");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.0/8 192.168.1.1",
        "10.0.0.0/8,192.168.1.1",
        "10.0.0.0/8, 192.168.1.1",
        "10.0.0.0,255.0.0.0 192.168.1.0,255.255.255.0",
        "10.0.0.0,255.0.0.0,192.168.1.0,255.255.255.0",
      })
  void networks_are_separated_by_spaces_or_commas(String text) throws Exception {
    Settings settings = with("CHUKEI_AUTH_WITHOUT_TLS", text);
    assertThat(mayAuth(settings, "10.1.2.3")).isTrue();
    assertThat(mayAuth(settings, "192.168.1.1")).isTrue();
    assertThat(mayAuth(settings, "192.168.2.1")).isFalse();
    assertThat(mayAuth(settings, "::1")).isFalse();
  }

  @Test
  void durations_are_an_integer_and_a_unit() {
    assertThat(with("CHUKEI_RETRY_SCHEDULE", "5s,1m, 2h,3d").retrySchedule())
        .containsExactly(
            Duration.ofSeconds(5), Duration.ofMinutes(1), Duration.ofHours(2), Duration.ofDays(3));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CHUKEI_SMTP_MX_PORT|99999|a port",
        "CHUKEI_HTTP_PORT|http|a port",
        "CHUKEI_RETRY_SCHEDULE|5s,,1m|15m",
        "CHUKEI_RETRY_SCHEDULE|5|15m",
        "CHUKEI_GIVE_UP_AFTER|0s|above zero",
        "CHUKEI_GIVE_UP_AFTER|1w|s, m, h or d",
        "CHUKEI_DELAY_WARNING|0h|above zero",
        "CHUKEI_MESSAGE_SIZE_LIMIT|1K|64K",
        "CHUKEI_MESSAGE_SIZE_LIMIT|-1|octets",
        "CHUKEI_DELIVERY_CONNECTION_MESSAGES|0|1 to 1000000",
        "CHUKEI_DELIVERY_CONNECTION_MESSAGES|many|integer",
        "CHUKEI_SMTP_ADDRESS|localhost|IP address",
        "CHUKEI_HOSTNAME|mail_ example|domain name",
        "CHUKEI_DELIVERY_SMARTHOST|smtp.example.net|host:port",
        "CHUKEI_DELIVERY_SMARTHOST|smtp.example.net:0|host:port",
        "CHUKEI_DNS_SERVER|127.0.0.1|host:port",
        "CHUKEI_AUTH_WITHOUT_TLS|10.1|four octets",
        "CHUKEI_AUTH_ON_MX|yes|true or false",
        "CHUKEI_RULES_PROFILE|lax|strict",
        "CHUKEI_POSTMASTER|postmaster|info@example.jp",
      })
  void a_bad_value_is_told_with_its_name_its_text_and_what_is_allowed(
      String variable, String value, String allowed) {
    assertThatThrownBy(() -> with(variable, value))
        .isInstanceOf(BadSettingsException.class)
        .hasMessageStartingWith(variable + "='" + value + "': must be ")
        .hasMessageContaining(allowed);
  }

  @Test
  void all_faults_are_told_at_once_and_a_misspelt_name_in_the_file_is_one() {
    BadSettingsException e =
        catchThrowableOfType(
            BadSettingsException.class,
            () ->
                Settings.of(
                    Map.of("CHUKEI_HTTP_PORT", "x"), Map.of(), Map.of("chukei.smarthost", "a:25")));
    assertThat(e.faults())
        .hasSize(2)
        .anyMatch(fault -> fault.startsWith("chukei.smarthost is no setting"))
        .anyMatch(fault -> fault.startsWith("CHUKEI_HTTP_PORT='x'"));
  }

  @Test
  void a_misspelt_variable_is_warned_of() {
    assertThat(with("CHUKEI_SMTP_PORT", "25").warnings())
        .containsExactly("CHUKEI_SMTP_PORT is no setting; config/settings.md lists them");
    assertThat(with("CHUKEI_JAVA_OPTIONS", "-Xmx1g").warnings()).isEmpty();
  }

  @Test
  void a_smart_host_may_be_an_ipv6_address() {
    assertThat(with("CHUKEI_DELIVERY_SMARTHOST", "[2001:db8::1]:25").smarthost())
        .contains(new HostPort("2001:db8::1", 25));
  }
}
