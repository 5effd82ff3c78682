package org.chukei.selftest;

import java.net.InetAddress;
import org.chukei.connector.api.Service;
import org.chukei.network.IpAddress;

/**
 * One answer that should have been another.
 *
 * @param client as which the server posed
 * @param probe how it was tried
 * @param relayed true: it relays for whom it must not; false: it refuses whom the lists permit
 * @param reply what was said
 */
public record Finding(
    Service service, InetAddress client, String probe, boolean relayed, String reply) {

  /** One sentence. */
  public String text() {
    return (relayed ? "relays for " : "refuses the permitted ")
        + IpAddress.of(client)
        + " on "
        + service
        + " ("
        + probe
        + "): "
        + reply;
  }
}
