package org.chukei.connector.ra;

import org.chukei.connector.api.Service;
import org.chukei.connector.api.ServiceCounts;
import org.chukei.connector.api.SmtpServices;

/** Shows a service of {@link SmtpServices} to JMX. */
record ServiceBean(SmtpServices services, Service service) implements SmtpServiceMXBean {

  private ServiceCounts counts() {
    return services.counts(service);
  }

  @Override
  public String getAddress() {
    return services.address(service).getAddress().getHostAddress();
  }

  @Override
  public int getPort() {
    return services.address(service).getPort();
  }

  @Override
  public long getOpenSessions() {
    return counts().openSessions();
  }

  @Override
  public long getSessions() {
    return counts().sessions();
  }

  @Override
  public long getHandshakes() {
    return counts().handshakes();
  }

  @Override
  public long getFailedHandshakes() {
    return counts().failedHandshakes();
  }

  @Override
  public long getWithoutProxyHeader() {
    return counts().withoutProxyHeader();
  }

  @Override
  public long getRecipientsAccepted() {
    return counts().recipientsAccepted();
  }

  @Override
  public long getRecipientsDeferred() {
    return counts().recipientsDeferred();
  }

  @Override
  public long getRecipientsRefused() {
    return counts().recipientsRefused();
  }

  @Override
  public long getMessagesTaken() {
    return counts().messagesTaken();
  }

  @Override
  public long getMessagesDeferred() {
    return counts().messagesDeferred();
  }

  @Override
  public long getMessagesRefused() {
    return counts().messagesRefused();
  }
}
