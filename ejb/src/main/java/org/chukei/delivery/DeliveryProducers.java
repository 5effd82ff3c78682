package org.chukei.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.chukei.config.Settings;

/** Puts the plain classes of the delivery together in the container, one of each. */
@ApplicationScoped
class DeliveryProducers {

  @Produces
  @Singleton
  SmtpConnections connections(Settings settings, Clock clock) {
    return new SmtpConnections(
        settings.hostname(),
        SmtpTimeouts.STANDARD,
        new SmtpConnections.Limits(
            settings.deliveryConnectionIdle(),
            settings.deliveryConnectionMessages(),
            settings.deliveryConnectionsKept()),
        clock);
  }

  void close(@Disposes SmtpConnections connections) {
    connections.close();
  }
}
