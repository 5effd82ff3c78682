package org.chukei.config;

import java.util.regex.Pattern;
import org.chukei.config.Settings.Origin;

/**
 * A setting as an administrator sees it.
 *
 * @param value with all that is secret left out
 * @param place the variable, the system property, or the file and its line; empty for a default
 */
public record SettingInForce(Setting setting, String value, Origin origin, String place) {

  private static final String HIDDEN = "********";

  /** Of a JDBC URL. */
  private static final Pattern PASSWORD =
      Pattern.compile("((?:^|[?&;])[^=&;]*password[^=]*=)[^&;]*|(?<=//)[^/@]*(?=@)");

  static SettingInForce of(Setting setting, Settings.Value value) {
    return new SettingInForce(setting, shown(setting, value.text()), value.origin(), value.place());
  }

  private static String shown(Setting setting, String text) {
    if (setting.isSecret()) {
      return text.isEmpty() ? "" : HIDDEN;
    }
    return setting == Setting.DB_URL
        ? PASSWORD
            .matcher(text)
            .replaceAll(
                found ->
                    found.group(1) == null ? HIDDEN : found.group(1).replace("$", "\\$") + HIDDEN)
        : text;
  }

  /** On one line: {@code CHUKEI_HTTP_PORT=8081 (ENVIRONMENT CHUKEI_HTTP_PORT)}. */
  @Override
  public String toString() {
    return setting.variable()
        + "="
        + value
        + " ("
        + origin
        + (place.isEmpty() ? "" : " " + place)
        + ")";
  }
}
