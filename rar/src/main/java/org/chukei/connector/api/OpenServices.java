package org.chukei.connector.api;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Where the application finds the adapter's services.
 *
 * <p>A static field, because nothing cleaner reaches from an application to an inbound adapter on
 * both servers: a resource adapter has no name in JNDI, and a connection factory would have to be
 * configured on each server by hand. The class is loaded once, by the archive of the adapter, and
 * the application sees that one.
 */
public final class OpenServices {

  private static final AtomicReference<SmtpServices> OPEN = new AtomicReference<>();

  private OpenServices() {}

  /** Empty before the endpoint was activated and after it was deactivated. */
  public static Optional<SmtpServices> find() {
    return Optional.ofNullable(OPEN.get());
  }

  /** For the adapter. */
  public static void opened(SmtpServices services) {
    OPEN.set(services);
  }

  /** For the adapter; does nothing where others were opened since. */
  public static void closed(SmtpServices services) {
    OPEN.compareAndSet(services, null);
  }
}
