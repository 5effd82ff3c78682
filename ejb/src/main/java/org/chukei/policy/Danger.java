package org.chukei.policy;

/**
 * Why a list must be acknowledged before it is saved (relay-rules, "Dangerous lists").
 *
 * @param networks what it is about: a block, a range or an address
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
    PROXY
  }
}
