package org.chukei.connector.api;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The listening services, seen from the application; {@link OpenServices} leads to them. All
 * methods are safe from any thread.
 */
public interface SmtpServices {

  /** Those that were opened. */
  List<Service> services();

  /**
   * Where a service listens, with the port in use where the setting says 0.
   *
   * @throws IllegalArgumentException for a service that was not opened; likewise below
   */
  InetSocketAddress address(Service service);

  ServiceCounts counts(Service service);

  /** How often each limit that the adapter watches over was exceeded; all services together. */
  Map<Limit, Long> exceeded();

  /**
   * Begins a session as if a client at this address had come in, within the process and without a
   * socket. It is a {@linkplain Client#posed() posed} client.
   *
   * @throws IOException where the services are closing
   */
  SmtpTalk pose(Service service, InetAddress address) throws IOException;

  /**
   * Closes the ports, gives every session 421 as soon as its mail transaction has ended, and waits
   * until all sessions are gone and no question is out, or until the grace is used up; what is left
   * then gets 421 at once, and a second to read it. Blocks; called again it waits no more, so that
   * a stop is no longer for it. To be called by the application before it closes what its listener
   * needs: its singletons are destroyed before the adapter hears of it.
   *
   * @return true if no session was cut off
   */
  boolean drain(Duration grace);
}
