package org.chukei.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host name or address and a port; an IPv6 address is written in brackets, {@code
 * [2001:db8::1]:25}.
 */
public record HostPort(String host, int port) {

  private static final Pattern FORM =
      Pattern.compile("(\\[([0-9A-Fa-f:.]+)\\]|[A-Za-z0-9._-]+):(\\d{1,5})");

  /** Empty for anything else, and for ports other than 1 to 65535. */
  public static Optional<HostPort> parse(String text) {
    Matcher m = FORM.matcher(text);
    int port = m.matches() ? Integer.parseInt(m.group(3)) : 0;
    return port < 1 || port > 65_535
        ? Optional.empty()
        : Optional.of(new HostPort(m.group(2) != null ? m.group(2) : m.group(1), port));
  }

  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
