package org.chukei.connector.ra;

/** One SMTP service in JMX: {@code org.chukei:type=SmtpService,name=MX}. */
public interface SmtpServiceMXBean {

  /** The address and port it listens on. */
  String getAddress();

  int getPort();

  /** See {@link org.chukei.connector.api.ServiceCounts}, likewise all numbers. */
  long getOpenSessions();

  long getSessions();

  long getHandshakes();

  long getFailedHandshakes();

  long getWithoutProxyHeader();

  long getRecipientsAccepted();

  long getRecipientsDeferred();

  long getRecipientsRefused();

  long getMessagesTaken();

  long getMessagesDeferred();

  long getMessagesRefused();
}
