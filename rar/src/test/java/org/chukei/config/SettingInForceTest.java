package org.chukei.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.chukei.config.Settings.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingInForceTest {

  @TempDir Path home;

  private static SettingInForce shown(Settings settings, Setting setting) {
    return settings.all().stream().filter(s -> s.setting() == setting).findFirst().orElseThrow();
  }

  private static Settings of(String variable, String value) {
    return Settings.of(Map.of(variable, value), Map.of(), Map.of());
  }

  @Test
  void each_setting_says_where_it_comes_from() {
    Settings settings =
        Settings.of(
            Map.of("CHUKEI_HTTP_PORT", "8081"),
            Map.of("chukei.smtp.mx.port", "2526"),
            Map.of("chukei.hostname", "relay.example.jp"));
    assertThat(settings.all()).hasSize(Setting.values().length);
    assertThat(shown(settings, Setting.HTTP_PORT).toString())
        .isEqualTo("CHUKEI_HTTP_PORT=8081 (ENVIRONMENT CHUKEI_HTTP_PORT)");
    assertThat(shown(settings, Setting.SMTP_MX_PORT).place()).isEqualTo("chukei.smtp.mx.port");
    assertThat(shown(settings, Setting.HOSTNAME).origin()).isEqualTo(Origin.FILE);
    assertThat(shown(settings, Setting.NODE).toString()).isEqualTo("CHUKEI_NODE= (DEFAULT)");
  }

  @Test
  void the_line_in_the_file_is_told() throws IOException {
    Path file =
        Files.writeString(
            home.resolve("chukei.properties"),
            "# chukei.hostname=comment\\\n"
                + "chukei.hostname = a.example.jp\r\n"
                + "\n"
                + "chukei.dnsbl: one.example \\\n"
                + "  chukei.node=no \\\\\\\n"
                + "  three.example\n"
                + "chukei.node one\n"
                + "chukei.hostname=b.example.jp");
    PropertiesFile read = PropertiesFile.read(file);
    assertThat(read.lines())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("chukei.hostname", 8, "chukei.dnsbl", 4, "chukei.node", 7));
    assertThat(read.values()).containsEntry("chukei.hostname", "b.example.jp");
    assertThat(PropertiesFile.read(home.resolve("none"))).isEqualTo(PropertiesFile.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "CHUKEI_DB_PASSWORD, secret",
    "CHUKEI_TLS_KEY_PASSWORD, secret",
    "CHUKEI_DB_URL, jdbc:postgresql://db/chukei?ssl=true&password=secret&user=x",
    "CHUKEI_DB_URL, jdbc:postgresql://db/chukei?sslpassword=secret",
    "CHUKEI_DB_URL, jdbc:postgresql://chukei:secret@db/chukei"
  })
  void what_is_secret_is_hidden(String variable, String value) {
    Settings settings = of(variable, value);
    assertThat(settings.all()).asString().doesNotContain("secret").contains("********");
    assertThat(of("CHUKEI_DB_USER", "secret").all()).asString().contains("secret");
  }
}
