package org.chukei.network;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads and writes addresses strictly: no octal, no hex octets, no missing octets, no scope id, no
 * white space.
 */
final class IpNotation {

  private static final int GROUPS = 8;

  private IpNotation() {}

  static IpAddress parse(String text) throws NetworkSyntaxException {
    if (text.isEmpty()) {
      throw new NetworkSyntaxException("the address is missing");
    }
    if (text.indexOf('%') >= 0) {
      throw new NetworkSyntaxException("a scope id (" + text + ") is not allowed");
    }
    return text.indexOf(':') >= 0 ? ipv6(text) : new IpAddress(0, IpAddress.MAPPED | ipv4(text));
  }

  private static long ipv4(String text) throws NetworkSyntaxException {
    String[] octets = text.split("\\.", -1);
    if (octets.length != 4) {
      throw new NetworkSyntaxException("'" + text + "' is not an IPv4 address of four octets");
    }
    long bits = 0;
    for (String octet : octets) {
      bits = bits << 8 | octet(octet);
    }
    return bits;
  }

  private static int octet(String text) throws NetworkSyntaxException {
    int value = decimal(text, "octet '" + text + "'");
    if (value > 255) {
      throw new NetworkSyntaxException("octet " + text + " is above 255");
    }
    return value;
  }

  /** Digits only, no leading zero, at most three of them. */
  static int decimal(String text, String what) throws NetworkSyntaxException {
    if (text.isEmpty()
        || text.length() > 3
        || !text.chars().allMatch(c -> c >= '0' && c <= '9')
        || (text.length() > 1 && text.charAt(0) == '0')) {
      throw new NetworkSyntaxException(
          what + " is not a plain decimal number (no sign, leading zero, octal or hex)");
    }
    return Integer.parseInt(text);
  }

  private static IpAddress ipv6(String text) throws NetworkSyntaxException {
    int gap = text.indexOf("::");
    if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
      throw new NetworkSyntaxException("'" + text + "' has more than one '::'");
    }
    List<Integer> before = groups(gap < 0 ? text : text.substring(0, gap), gap < 0, text);
    List<Integer> after = gap < 0 ? List.of() : groups(text.substring(gap + 2), true, text);
    int count = before.size() + after.size();
    if (gap < 0 ? count != GROUPS : count >= GROUPS) {
      throw new NetworkSyntaxException("'" + text + "' is not an IPv6 address of eight groups");
    }
    List<Integer> all = new ArrayList<>(before);
    while (all.size() < GROUPS - after.size()) {
      all.add(0);
    }
    all.addAll(after);
    long high = 0;
    long low = 0;
    for (int i = 0; i < GROUPS / 2; i++) {
      high = high << 16 | all.get(i);
      low = low << 16 | all.get(i + GROUPS / 2);
    }
    return new IpAddress(high, low);
  }

  private static List<Integer> groups(String part, boolean mayEndInIpv4, String whole)
      throws NetworkSyntaxException {
    List<Integer> groups = new ArrayList<>();
    if (part.isEmpty()) {
      return groups;
    }
    String[] texts = part.split(":", -1);
    for (int i = 0; i < texts.length; i++) {
      if (mayEndInIpv4 && i == texts.length - 1 && texts[i].indexOf('.') >= 0) {
        long tail = ipv4(texts[i]);
        groups.add((int) (tail >>> 16));
        groups.add((int) (tail & 0xffff));
      } else if (texts[i].matches("[0-9A-Fa-f]{1,4}")) {
        groups.add(Integer.parseInt(texts[i], 16));
      } else {
        throw new NetworkSyntaxException(
            "'" + texts[i] + "' in '" + whole + "' is not a group of one to four hex digits");
      }
    }
    return groups;
  }

  static String text(IpAddress address) {
    if (address.isIpv4()) {
      long v4 = address.low() & 0xffff_ffffL;
      return (v4 >>> 24) + "." + (v4 >>> 16 & 255) + "." + (v4 >>> 8 & 255) + "." + (v4 & 255);
    }
    int[] groups = new int[GROUPS];
    for (int i = 0; i < GROUPS; i++) {
      long half = i < 4 ? address.high() : address.low();
      groups[i] = (int) (half >>> (48 - 16 * (i % 4)) & 0xffff);
    }
    // RFC 5952 §4.2: the longest run of two or more zero groups, the first of equals.
    int runStart = -1;
    int runLength = 1;
    for (int i = 0; i < GROUPS; i++) {
      int end = i;
      while (end < GROUPS && groups[end] == 0) {
        end++;
      }
      if (end - i > runLength) {
        runStart = i;
        runLength = end - i;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < GROUPS; i++) {
      if (i == runStart) {
        text.append("::");
        i += runLength - 1;
      } else {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
          text.append(':');
        }
        text.append(Integer.toHexString(groups[i]));
      }
    }
    return text.toString();
  }
}
