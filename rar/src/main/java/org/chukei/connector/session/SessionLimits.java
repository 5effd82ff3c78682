package org.chukei.connector.session;

import org.chukei.config.Setting;
import org.chukei.config.Settings;

/**
 * How much one session may have.
 *
 * @param errors until it is closed
 * @param commands likewise
 * @param emptyCommands in a row that bring no message nearer, likewise
 * @param recipients in one mail transaction; more get 452
 */
public record SessionLimits(int errors, int commands, int emptyCommands, int recipients) {

  public static SessionLimits of(Settings settings) {
    return new SessionLimits(
        settings.limit(Setting.LIMIT_ERRORS),
        settings.limit(Setting.LIMIT_COMMANDS),
        settings.limit(Setting.LIMIT_EMPTY_COMMANDS),
        settings.limit(Setting.LIMIT_RECIPIENTS));
  }
}
