package org.chukei.policy;

import java.net.InetAddress;
import java.util.function.Predicate;
import org.chukei.config.Settings;

/**
 * What the settings say of the rules (relay-rules, "Words" and "The order of decision").
 *
 * @param permittedNeedAuth an effective permit counts only in an authenticated session
 * @param strict {@code rules.profile=strict}
 * @param isOwn whether a client is in {@code rules.own-networks}
 */
record Profile(boolean permittedNeedAuth, boolean strict, Predicate<InetAddress> isOwn) {

  static Profile of(Settings settings) {
    return new Profile(
        settings.permittedNeedAuth(), settings.strictRules(), settings::isOwnNetwork);
  }

  boolean isStrictFor(InetAddress client) {
    return strict && isOwn.test(client);
  }
}
