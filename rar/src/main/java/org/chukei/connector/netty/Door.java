package org.chukei.connector.netty;

import io.netty.channel.ChannelHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.chukei.config.Setting;
import org.chukei.config.Settings;
import org.chukei.connector.api.Client;
import org.chukei.connector.api.Limit;
import org.chukei.connector.api.Service;
import org.chukei.connector.session.Offer;
import org.chukei.connector.session.Questions;
import org.chukei.connector.session.Session;
import org.chukei.network.IpAddress;

/** What the connections of one service share. Safe from any thread. */
final class Door {

  private final Service service;
  private final Settings settings;
  private final String hostname;
  private final Questions questions;
  private final Tls tls;
  private final ScratchDirectory scratch;
  private final ServiceCounters counters = new ServiceCounters();
  private final Set<SmtpConnection> connections = ConcurrentHashMap.newKeySet();
  private final OpenConnections open;
  private final LimitReports limits;
  private volatile boolean draining;

  Door(
      Service service,
      Settings settings,
      String hostname,
      Questions questions,
      Tls tls,
      ScratchDirectory scratch,
      OpenConnections open,
      LimitReports limits) {
    this.service = service;
    this.open = open;
    this.limits = limits;
    this.settings = settings;
    this.hostname = hostname;
    this.questions = questions;
    this.tls = tls;
    this.scratch = scratch;
  }

  Service service() {
    return service;
  }

  /** What a new connection meets first. */
  ChannelHandler entrance(InetSocketAddress peer) {
    InetAddress address = IpAddress.of(peer.getAddress()).toInetAddress();
    return settings.isProxy(address)
        ? new ProxyGate(this, address, peer.getPort())
        : new SmtpConnection(this, new Client(service, address, peer.getPort()));
  }

  Session newSession(Client client) {
    return new Session(client, Offer.of(settings, hostname, client));
  }

  LineDecoder newLineDecoder() {
    return new LineDecoder(settings.limit(Setting.LIMIT_COMMAND_LINE));
  }

  /** RFC 8314 §3.3: TLS from the first octet, without STARTTLS. */
  boolean beginsWithTls() {
    return service == Service.SUBMISSIONS;
  }

  Tls tls() {
    return tls;
  }

  Duration commandTimeout() {
    return settings.smtpTimeout();
  }

  Duration sessionTime() {
    return settings.sessionTime();
  }

  Duration contentTime() {
    return settings.contentTime();
  }

  /** How long a reply that refuses is kept back; zero: not at all. */
  Duration tarpit() {
    return settings.tarpit();
  }

  void exceeded(Client client, Limit limit) {
    limits.exceeded(client, limit);
  }

  Questions questions() {
    return questions;
  }

  ServiceCounters counters() {
    return counters;
  }

  IncomingContent newContent() {
    return new IncomingContent(scratch, settings.messageSizeLimit(), settings.headerLimit());
  }

  /** Who connects gets 421 in place of the greeting. */
  boolean isDraining() {
    return draining;
  }

  void drain() {
    draining = true;
  }

  /** What the connection is too many for, if it is. */
  Optional<Limit> opened(SmtpConnection connection) {
    connections.add(connection);
    counters.opened();
    return open.opened(connection.client().address());
  }

  /** Closed, and no question out. */
  void closed(SmtpConnection connection) {
    if (connections.remove(connection)) {
      counters.closed();
      open.closed(connection.client().address());
      synchronized (this) {
        notifyAll();
      }
    }
  }

  void forEach(Consumer<SmtpConnection> action) {
    connections.forEach(action);
  }

  /**
   * Waits until the last connection is gone.
   *
   * @return false if some are left
   */
  synchronized boolean awaitEmpty(Duration most) throws InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    while (!connections.isEmpty()) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }
}
