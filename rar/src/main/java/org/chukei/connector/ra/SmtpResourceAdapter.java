package org.chukei.connector.ra;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.Connector;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterInternalException;
import jakarta.resource.spi.TransactionSupport.TransactionSupportLevel;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.resource.spi.work.WorkManager;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import javax.transaction.xa.XAResource;
import org.chukei.config.BadSettingsException;
import org.chukei.config.CertificateFiles;
import org.chukei.config.Settings;
import org.chukei.connector.api.OpenServices;
import org.chukei.connector.api.Service;
import org.chukei.connector.netty.BindFailedException;
import org.chukei.connector.netty.SmtpServer;

/**
 * The adapter's life: settings are checked at its start, sockets open when the message-driven bean
 * is activated and close when it is deactivated. There is one bean; a second one is refused.
 */
@Connector(
    displayName = "Chukei connector",
    vendorName = "Chukei",
    eisType = "SMTP",
    version = "0.1",
    transactionSupport = TransactionSupportLevel.NoTransaction)
public class SmtpResourceAdapter implements ResourceAdapter {

  private static final System.Logger LOG = System.getLogger(SmtpResourceAdapter.class.getName());

  /** Where no application has drained us before. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private static final Duration WORKERS_KEEP_ALIVE = Duration.ofSeconds(10);

  private final ServiceBeans beans = new ServiceBeans();
  private Optional<WorkManager> workManager = Optional.empty();
  private Optional<Active> active = Optional.empty();

  private record Active(MessageEndpointFactory endpoints, BeanGateway gateway, SmtpServer server) {}

  @Override
  public synchronized void start(BootstrapContext context) throws ResourceAdapterInternalException {
    requireCertificate(settings());
    workManager = Optional.of(context.getWorkManager());
  }

  private static Settings settings() throws ResourceAdapterInternalException {
    try {
      return Settings.load();
    } catch (BadSettingsException e) {
      throw new ResourceAdapterInternalException("bad settings: " + e.getMessage(), e);
    }
  }

  private static void requireCertificate(Settings settings)
      throws ResourceAdapterInternalException {
    try {
      CertificateFiles.read(settings);
    } catch (BadSettingsException e) {
      throw new ResourceAdapterInternalException("bad settings: " + e.getMessage(), e);
    }
  }

  @Override
  public synchronized void endpointActivation(
      MessageEndpointFactory endpoints, ActivationSpec specification) throws ResourceException {
    if (active.isPresent()) {
      throw new ResourceException("the SMTP services already have their message-driven bean");
    }
    WorkManager manager = workManager.orElseThrow();
    try {
      BeanGateway gateway = new BeanGateway(manager, endpoints, WORKERS_KEEP_ALIVE);
      SmtpServer server = SmtpServer.open(settings(), new ContainerThreads(manager), gateway);
      active = Optional.of(new Active(endpoints, gateway, server));
      beans.register(server);
      OpenServices.opened(server);
      for (Service service : server.services()) {
        LOG.log(Level.INFO, service + " listens on port " + server.address(service).getPort());
      }
    } catch (BindFailedException e) {
      LOG.log(Level.ERROR, e.getMessage());
      throw new ResourceException(e.getMessage(), e);
    } catch (BadSettingsException e) { // the files have changed since the start
      throw new ResourceException("bad settings: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new ResourceException("CHUKEI_HOME can't be used: " + e, e);
    }
  }

  @Override
  public synchronized void endpointDeactivation(
      MessageEndpointFactory endpoints, ActivationSpec specification) {
    active.filter(a -> a.endpoints().equals(endpoints)).ifPresent(a -> close());
  }

  /** The container deactivates endpoints first, as a rule. */
  @Override
  public synchronized void stop() {
    close();
    workManager = Optional.empty();
  }

  private void close() {
    if (active.isPresent()) {
      SmtpServer server = active.get().server();
      BeanGateway gateway = active.get().gateway();
      active = Optional.empty();
      server.drain(GRACE);
      OpenServices.closed(server);
      beans.unregister();
      server.close();
      gateway.close();
      LOG.log(Level.INFO, "SMTP services closed");
    }
  }

  /** No work of ours is transacted by the adapter, so there is nothing to recover. */
  @Override
  public XAResource[] getXAResources(ActivationSpec[] specifications) {
    return new XAResource[0];
  }

  /** The container may ask; there is one adapter, and it is equal to itself only. */
  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
