package org.chukei.config;

/**
 * A host name or address and a port; an IPv6 address is written in brackets, {@code
 * [2001:db8::1]:25}.
 */
public record HostPort(String host, int port) {

  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
