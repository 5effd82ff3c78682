package org.chukei.web;

import java.net.InetSocketAddress;
import java.util.List;
import org.chukei.connector.api.OpenServices;
import org.chukei.connector.api.Service;
import org.chukei.connector.api.SmtpServices;

/**
 * One SMTP service as it listens now.
 *
 * @param service MX, SUBMISSION or SUBMISSIONS
 * @param address an IP literal
 * @param paused whether new clients are sent away for now
 */
public record Listener(String service, String address, int port, boolean paused) {

  /**
   * Empty while the adapter has not opened its ports.
   *
   * @param paused whether acceptance is, which is that of all services
   */
  public static List<Listener> all(boolean paused) {
    return OpenServices.find()
        .map(open -> open.services().stream().map(s -> of(open, s, paused)).toList())
        .orElse(List.of());
  }

  private static Listener of(SmtpServices open, Service service, boolean paused) {
    InetSocketAddress address = open.address(service);
    return new Listener(
        service.name(), address.getAddress().getHostAddress(), address.getPort(), paused);
  }
}
