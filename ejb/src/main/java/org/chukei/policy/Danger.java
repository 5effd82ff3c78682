package org.chukei.policy;

import java.util.Optional;

/**
 * Why a list must be acknowledged before it is saved (relay-rules, "Dangerous lists").
 *
 * @param networks what it is about: a block, a range, an address or an entry
 * @param text one sentence for the operator
 */
public record Danger(Kind kind, String networks, String text) {

  /** For pages that say it in another language. */
  public enum Kind {
    ALL_OF_IPV4,
    ALL_OF_IPV6,
    WIDE_PUBLIC_BLOCK,
    WIDE_IN_SUM,
    NAT64,
    LINK_LOCAL,
    DEFAULT_GATEWAY,
    CONTAINER_BRIDGE,
    PROXY,
    /** A DENY that earlier lines of the connection list keep from denying anybody. */
    DENY_WITHOUT_EFFECT,
    /** Conditions of a permit entry that another entry undoes. */
    CONDITIONS_WITHOUT_EFFECT
  }

  static Danger undone(PermitEntry entry, PermitEntry by) {
    return new Danger(
        Kind.CONDITIONS_WITHOUT_EFFECT,
        entry.text(),
        "line %d: the conditions of %s keep nobody out: line %d (%s) permits all of it with fewer"
            .formatted(entry.line(), entry.text(), by.line(), by.text()));
  }

  static Danger denyingNobody(ConnectionEntry entry, Optional<ConnectionEntry> first) {
    return new Danger(
        Kind.DENY_WITHOUT_EFFECT,
        entry.text(),
        "line %d: %s denies nobody: line %s matches first"
            .formatted(
                entry.line(),
                entry.text(),
                first.map(f -> f.line() + " (" + f.text() + ")").orElse("-")));
  }
}
