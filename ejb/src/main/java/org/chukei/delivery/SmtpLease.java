package org.chukei.delivery;

import java.util.List;
import org.chukei.smtp.ForwardPath;
import org.chukei.store.ContentSource;
import org.chukei.store.StoredEnvelope;

/**
 * One delivery's hold on a connection to a next hop, which may have served others before. For one
 * thread at a time.
 */
final class SmtpLease implements AutoCloseable {

  private final SmtpConnections connections;
  private SmtpConnection connection;

  SmtpLease(SmtpConnections connections, SmtpConnection connection) {
    this.connections = connections;
    this.connection = connection;
  }

  /** Of the connection in use: {@link #renew} may change them. */
  Extensions extensions() {
    return connection.extensions();
  }

  Outcome.Relay relay() {
    return new Outcome.Relay(hop().relay(), connection.tls().map(TlsState::toString).orElse(""));
  }

  NextHop hop() {
    return connection.hop();
  }

  /** Whether another transaction can follow. */
  boolean isUsable() {
    return connection.isUsable();
  }

  /** Makes sure that the connection in use has room for them, unless it is lost. */
  void makeRoomFor(List<ForwardPath> recipients) throws ConversationEnded {
    if (connection.isUsable() && !connection.hasRoomFor(recipients)) {
      connections.leave(connection);
      connection = connections.open(List.of(connection.hop()));
    }
  }

  /** See {@link SmtpConnection#transact}. */
  List<Answer> transact(
      StoredEnvelope envelope, List<ForwardPath> recipients, ContentSource content)
      throws ConversationEnded, UnreadableContentException {
    return connection.transact(envelope, recipients, content);
  }

  /**
   * After a transaction that ended before it began. A connection that had served before says by
   * that only that its time was over, so a new one takes its place, and the transaction may be run
   * again at once: no attempt is lost on it.
   *
   * @param end how it ended; thrown again where the connection was new, or a new one can't be had
   */
  void renew(ConversationEnded end) throws ConversationEnded {
    if (connection.transactions() == 0) {
      throw end;
    }
    connection = connections.open(List.of(connection.hop()));
  }

  @Override
  public void close() {
    connections.giveBack(connection);
  }
}
