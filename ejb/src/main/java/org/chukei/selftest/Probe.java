package org.chukei.selftest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * One way that open relays are known to be tried.
 *
 * @param name for people
 * @param sender as it stands behind {@code MAIL FROM:}
 * @param recipient as it stands behind {@code RCPT TO:}
 */
record Probe(String name, String sender, String recipient) {

  /** RFC 6761 §6.4: nobody's, ever. */
  private static final String STRANGER = "stranger@chukei-self-test.invalid";

  private static final String TARGET_USER = "target";
  private static final String TARGET_DOMAIN = "chukei-self-test-target.invalid";
  private static final String TARGET = TARGET_USER + "@" + TARGET_DOMAIN;

  /** The one that tells whether a client may relay. */
  static final Probe PLAIN = probe("foreign to foreign", TARGET);

  /** Those that need no local domain. */
  private static final List<Probe> WITHOUT_DOMAIN =
      List.of(
          PLAIN,
          new Probe("null reverse-path", "<>", path(TARGET)),
          probe("upper case", TARGET.toUpperCase(Locale.ROOT)),
          probe("trailing dot", TARGET + "."),
          probe("address literal", TARGET_USER + "@[192.0.2.25]"),
          probe("address literal of IPv6", TARGET_USER + "@[IPv6:2001:db8::25]"),
          probe("percent sign", TARGET_USER + "%" + TARGET_DOMAIN + "@chukei-other.invalid"),
          probe("without a domain, percent sign", TARGET_USER + "%" + TARGET_DOMAIN),
          probe("without a domain, bang path", TARGET_DOMAIN + "!" + TARGET_USER),
          new Probe("without angle brackets", path(STRANGER), TARGET),
          new Probe("quoted whole", path(STRANGER), "<\"" + TARGET + "\">"));

  private static Probe probe(String name, String recipient) {
    return new Probe(name, path(STRANGER), path(recipient));
  }

  private static String path(String address) {
    return "<" + address + ">";
  }

  /**
   * @param domain one of ours; empty where there is none
   */
  static List<Probe> all(Optional<String> domain) {
    List<Probe> all = new ArrayList<>(WITHOUT_DOMAIN);
    domain.ifPresent(
        ours -> {
          all.add(probe("percent hack", TARGET_USER + "%" + TARGET_DOMAIN + "@" + ours));
          all.add(probe("bang path", TARGET_DOMAIN + "!" + TARGET_USER + "@" + ours));
          all.add(probe("quoted at sign", "\"" + TARGET + "\"@" + ours));
          all.add(probe("quoted percent", "\"" + TARGET_USER + "%" + TARGET_DOMAIN + "\"@" + ours));
          all.add(probe("source route", "@" + ours + ":" + TARGET));
          all.add(probe("two at signs", TARGET + "@" + ours));
          all.add(new Probe("in the name of postmaster", path("postmaster@" + ours), path(TARGET)));
          all.add(new Probe("in our domain's name", path("chukei-nobody@" + ours), path(TARGET)));
          all.add(
              new Probe(
                  "in our domain's name, upper case",
                  path("X@" + ours.toUpperCase(Locale.ROOT)),
                  path(TARGET)));
        });
    return all;
  }

  /** What a catch-all of the domain may take for one of its own users. */
  boolean isLocal(Set<String> domains) {
    String bare = recipient.substring(recipient.indexOf(':') + 1).replace(">", "");
    int at = bare.lastIndexOf('@');
    return at >= 0
        && domains.contains(bare.substring(at + 1).toLowerCase(Locale.ROOT))
        && recipient.indexOf(':') < 0;
  }
}
