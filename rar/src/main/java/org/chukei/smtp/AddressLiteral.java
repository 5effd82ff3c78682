package org.chukei.smtp;

import java.util.regex.Pattern;

/**
 * Tells an address literal, {@code [192.0.2.1]} or {@code [IPv6:2001:db8::1]} (RFC 5321 §4.1.3).
 * There is no other tag to this day, so none is taken.
 */
final class AddressLiteral {

  private static final String OCTET = "(?:[01]?\\d?\\d|2[0-4]\\d|25[0-5])";
  private static final Pattern IPV4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
  private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");
  private static final String IPV6_TAG = "IPv6:";
  private static final int GROUPS = 8;

  private AddressLiteral() {}

  /**
   * @param text with its brackets
   */
  static boolean isOne(String text) {
    if (!text.startsWith("[") || !text.endsWith("]")) {
      return false;
    }
    String address = text.substring(1, text.length() - 1);
    return address.regionMatches(true, 0, IPV6_TAG, 0, IPV6_TAG.length())
        ? isIpv6(address.substring(IPV6_TAG.length()))
        : IPV4.matcher(address).matches();
  }

  /** Eight groups, or fewer around one gap; the last two may be an IPv4 address. */
  private static boolean isIpv6(String address) {
    String[] parts = address.split("::", -1);
    if (parts.length > 2) {
      return false;
    }
    int groups = 0;
    for (int i = 0; i < parts.length; i++) {
      int counted = parts[i].isEmpty() ? 0 : groups(parts[i], i == parts.length - 1);
      if (counted < 0) {
        return false;
      }
      groups += counted;
    }
    return parts.length == 1 ? groups == GROUPS : groups < GROUPS;
  }

  /** How many groups these are; below zero where they are none. */
  private static int groups(String text, boolean atEnd) {
    String[] words = text.split(":", -1);
    int groups = words.length;
    for (int i = 0; i < words.length; i++) {
      if (atEnd && i == words.length - 1 && IPV4.matcher(words[i]).matches()) {
        groups++;
      } else if (!GROUP.matcher(words[i]).matches()) {
        return -1;
      }
    }
    return groups;
  }
}
