package org.chukei.connector.netty;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import org.chukei.config.BadSettingsException;
import org.chukei.config.Setting;
import org.chukei.config.Settings;
import org.chukei.connector.api.Client;
import org.chukei.connector.api.Limit;
import org.chukei.connector.api.Service;
import org.chukei.connector.api.ServiceCounts;
import org.chukei.connector.api.SmtpServices;
import org.chukei.connector.api.SmtpTalk;
import org.chukei.connector.session.Questions;
import org.chukei.connector.tls.CertificateInForce;

/**
 * The listening sockets and the event loops behind them. The loops run on the executor that is
 * given, one task each, for as long as the server is open.
 */
public final class SmtpServer implements SmtpServices {

  private static final int BACKLOG = 1_024;
  private static final Duration FAREWELL = Duration.ofSeconds(1);
  private static final Duration CLOSE = Duration.ofSeconds(1);
  private static final long LOOK_FOR_CERTIFICATE_SECONDS = 2;
  private static final System.Logger LOG = System.getLogger(SmtpServer.class.getName());

  private final EventLoopGroup loops;
  private final Map<Service, Door> doors = new EnumMap<>(Service.class);
  private final Map<Service, Channel> ports = new EnumMap<>(Service.class);
  private final Map<Service, InetSocketAddress> addresses = new EnumMap<>(Service.class);

  private final LimitReports limits;
  private final PosedSessions posed;
  private final AtomicBoolean drained = new AtomicBoolean();

  private SmtpServer(Executor threads, Questions questions, Function<Service, Door> posedDoors) {
    limits = new LimitReports(questions);
    // Netty keeps thread-locals that would stay behind in a pool's threads; this sees them removed.
    Executor cleaned =
        loop -> threads.execute(() -> FastThreadLocalThread.runWithFastThreadLocal(loop));
    loops = new MultiThreadIoEventLoopGroup(loopCount(), cleaned, NioIoHandler.newFactory());
    posed = new PosedSessions(cleaned, posedDoors);
  }

  private static int loopCount() {
    return Math.max(2, Runtime.getRuntime().availableProcessors());
  }

  /**
   * Binds all services.
   *
   * @param threads must run its tasks at once, on threads of their own
   * @throws BindFailedException for the first port that can't be bound; none is bound then
   * @throws BadSettingsException where the certificate can't be used
   * @throws IOException where the scratch directory or that of the self-signed certificate can't
   */
  public static SmtpServer open(Settings settings, Executor threads, Questions questions)
      throws BindFailedException, IOException {
    ScratchDirectory scratch = ScratchDirectory.in(settings.home());
    String hostname = settings.hostname();
    CertificateInForce certificate = CertificateInForce.load(settings, hostname, Clock.systemUTC());
    Tls tls = new Tls(settings, TlsProvider.find(settings), certificate.current(), threads);
    OpenConnections open = new OpenConnections(settings);
    SmtpServer server =
        new SmtpServer(
            threads,
            questions,
            service ->
                new Door(
                    service,
                    settings,
                    hostname,
                    questions,
                    tls,
                    scratch,
                    new OpenConnections(settings),
                    new LimitReports(questions)));
    try {
      for (EventExecutor loop : server.loops) {
        loop.execute(() -> {}); // takes its thread now, while there are some
      }
      for (Service service : Service.values()) {
        server.listen(
            new Door(service, settings, hostname, questions, tls, scratch, open, server.limits),
            settings);
      }
      server.lookForCertificates(certificate, tls, threads);
      return server;
    } catch (BindFailedException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** On another thread: what is read from a disk may take its time. */
  private void lookForCertificates(CertificateInForce certificate, Tls tls, Executor threads) {
    loops
        .next()
        .scheduleWithFixedDelay(
            () -> threads.execute(() -> refresh(certificate, tls)),
            LOOK_FOR_CERTIFICATE_SECONDS,
            LOOK_FOR_CERTIFICATE_SECONDS,
            TimeUnit.SECONDS);
  }

  private static void refresh(CertificateInForce certificate, Tls tls) {
    if (certificate.refresh()) {
      try {
        tls.use(certificate.current());
      } catch (SSLException e) {
        LOG.log(Level.ERROR, "the new certificate is not used, the old one stays in force", e);
      }
    }
  }

  private void listen(Door door, Settings settings) throws BindFailedException {
    Setting setting =
        switch (door.service()) {
          case MX -> Setting.SMTP_MX_PORT;
          case SUBMISSION -> Setting.SMTP_SUBMISSION_PORT;
          case SUBMISSIONS -> Setting.SMTP_SUBMISSIONS_PORT;
        };
    int port =
        switch (door.service()) {
          case MX -> settings.smtpMxPort();
          case SUBMISSION -> settings.smtpSubmissionPort();
          case SUBMISSIONS -> settings.smtpSubmissionsPort();
        };
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    InetSocketAddress peer = channel.remoteAddress();
                    if (peer == null) { // it came and went
                      channel.close();
                    } else {
                      channel.pipeline().addLast(door.entrance(peer));
                    }
                  }
                })
            .bind(new InetSocketAddress(settings.smtpAddress(), port))
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw BindFailedException.of(settings, setting, bound.cause());
    }
    doors.put(door.service(), door);
    ports.put(door.service(), bound.channel());
    addresses.put(door.service(), (InetSocketAddress) bound.channel().localAddress());
  }

  @Override
  public List<Service> services() {
    return List.copyOf(doors.keySet());
  }

  @Override
  public InetSocketAddress address(Service service) {
    door(service);
    return addresses.get(service);
  }

  @Override
  public ServiceCounts counts(Service service) {
    return door(service).counters().counts();
  }

  @Override
  public Map<Limit, Long> exceeded() {
    return limits.counts();
  }

  @Override
  public SmtpTalk pose(Service service, InetAddress address) throws IOException {
    door(service);
    return posed.open(Client.posing(service, address));
  }

  private Door door(Service service) {
    Door door = doors.get(service);
    if (door == null) {
      throw new IllegalArgumentException(service + " was not opened");
    }
    return door;
  }

  @Override
  public boolean drain(Duration grace) {
    if (drained.getAndSet(true)) {
      return awaitEmpty(Duration.ZERO);
    }
    ports.values().forEach(port -> port.close().awaitUninterruptibly());
    for (Door door : doors.values()) {
      door.drain();
      door.forEach(SmtpConnection::drain);
    }
    boolean gone = awaitEmpty(grace);
    if (!gone) {
      doors.values().forEach(door -> door.forEach(SmtpConnection::shutdown));
      awaitEmpty(FAREWELL);
    }
    return gone;
  }

  private boolean awaitEmpty(Duration most) {
    long end = System.nanoTime() + most.toNanos();
    try {
      for (Door door : doors.values()) {
        if (!door.awaitEmpty(Duration.ofNanos(Math.max(0, end - System.nanoTime())))) {
          return false;
        }
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Closes ports and connections, as they are, and gives the threads back. */
  public void close() {
    posed.close();
    loops
        .shutdownGracefully(0, CLOSE.toMillis(), TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(CLOSE.toMillis());
  }
}
