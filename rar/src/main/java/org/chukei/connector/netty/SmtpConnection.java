package org.chukei.connector.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.chukei.connector.api.Client;
import org.chukei.connector.api.Limit;
import org.chukei.connector.session.Session;
import org.chukei.connector.session.Step;
import org.chukei.smtp.SmtpLimits;

/**
 * One connection: hands what comes in to its {@link Session} by way of {@link ClientInput}; what
 * that says is done by {@link SessionSteps}. Input is taken in order and one thing at a time; while
 * a question is out it waits, and when more comes in meanwhile than one read, reading stops. All
 * methods run on the channel's event loop unless they say otherwise.
 */
final class SmtpConnection extends ChannelInboundHandlerAdapter {

  private static final System.Logger LOG = System.getLogger(SmtpConnection.class.getName());

  private final Door door;
  private final Client client;
  private final Session session;
  private final ConnectionTls tls;
  private final UnreadInput unread = new UnreadInput();

  private ChannelHandlerContext ctx;
  private ClientInput input;
  private SessionSteps steps;
  private Deadlines deadlines;
  private Farewell farewell;

  private Optional<Limit> tooMany = Optional.empty();
  private boolean inputEnded;

  SmtpConnection(Door door, Client client) {
    this.door = door;
    this.client = client;
    this.session = door.newSession(client);
    this.tls = new ConnectionTls(door.tls(), client.service());
  }

  Client client() {
    return client;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    ctx = context;
    deadlines =
        new Deadlines(
            door, ctx.executor(), this::patience, this::clientIsSilent, this::sessionIsOld);
    input = new ClientInput(door, session, deadlines);
    farewell = new Farewell(ctx, tls, deadlines);
    steps = new SessionSteps(this, ctx, session);
  }

  // The beginning, and TLS.

  @Override
  public void channelActive(ChannelHandlerContext context) {
    tooMany = door.opened(this);
    deadlines.start();
    if (door.beginsWithTls()) {
      beginTls();
    } else {
      begin();
    }
  }

  private void begin() {
    if (door.isDraining()) {
      steps.perform(session.shutdown());
    } else {
      steps.perform(tooMany.map(session::tooMany).orElseGet(session::connected));
    }
    ctx.flush();
  }

  /**
   * What came in before TLS in the clear was perhaps put there by somebody else, and must not be
   * taken for what the client says under TLS (RFC 3207 §5; CVE-2011-0411).
   */
  void beginTls() {
    unread.release();
    ctx.flush(); // our 220 goes out as it is
    tls.begin(ctx, () -> farewell.isBegun() || mayGoOn());
  }

  private void handshaken(SslHandshakeCompletionEvent event) {
    tls.handshakeEnded();
    deadlines.clientWasHeard();
    door.counters().handshake(event.isSuccess());
    if (!event.isSuccess()) {
      log("TLS handshake failed: " + PeerText.of(event.cause()));
      farewell.atOnce();
      return;
    }
    session.secured(tls.facts());
    if (door.beginsWithTls()) {
      begin();
    }
  }

  // What comes in.

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf more = (ByteBuf) message;
    if (farewell.isBegun()) {
      more.release();
      return;
    }
    unread.add(ctx.alloc(), more);
    if (!steps.interruptPause()) {
      takeInput();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    ctx.flush();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (ctx.channel().isWritable()) {
      takeInput();
      ctx.flush();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      handshaken(handshake);
    } else if (event instanceof ChannelInputShutdownEvent
        || event == SslCloseCompletionEvent.SUCCESS) {
      // A client may send all it has, shut its side and still read our replies.
      inputEnded = true;
      if (farewell.isBegun()) {
        ctx.close();
      } else {
        takeInput();
      }
    } else {
      ctx.fireUserEventTriggered(event);
    }
  }

  /** Uses up what was read, as far as nothing has to be waited for. */
  void takeInput() {
    boolean goesOn = true;
    while (goesOn && mayGoOn()) {
      Optional<Step> next = unread.octets().flatMap(input::take);
      next.ifPresent(steps::perform);
      goesOn = next.isPresent();
    }
    unread.trim();
    tls.resume();
    boolean stuck = !farewell.isBegun() && (!unread.isEmpty() || tls.isHolding()) && !mayGoOn();
    ctx.channel().config().setAutoRead(!stuck && !inputEnded);
    if (inputEnded && !stuck && !steps.isWaiting() && !tls.isHandshaking() && !farewell.isBegun()) {
      close(true);
    }
  }

  /** A client that sends commands but reads no replies has to wait too. */
  private boolean mayGoOn() {
    return !farewell.isBegun()
        && !tls.isHandshaking()
        && !steps.isWaiting()
        && ctx.channel().isWritable();
  }

  Door door() {
    return door;
  }

  ClientInput input() {
    return input;
  }

  Deadlines deadlines() {
    return deadlines;
  }

  /** Nothing is left to be said. */
  boolean isEnding() {
    return farewell.isBegun();
  }

  boolean hasUnread() {
    return !unread.isEmpty();
  }

  /** From any thread: the client is gone, and no question is out. */
  void leave() {
    input.dispose();
    door.closed(this);
  }

  // The end.

  /** From any thread: see {@link Session#drain}. */
  void drain() {
    ctx.executor().execute(() -> interrupt(false));
  }

  /** From any thread: see {@link Session#shutdown}. */
  void shutdown() {
    ctx.executor().execute(() -> interrupt(true));
  }

  private void interrupt(boolean atOnce) {
    if (tls.isHandshaking()) {
      farewell.atOnce();
    } else if (!farewell.isBegun()) {
      steps.perform(atOnce ? session.shutdown() : session.drain());
      ctx.flush();
    }
  }

  private void sessionIsOld() {
    if (!farewell.isBegun() && !tls.isHandshaking()) {
      steps.perform(session.expire());
      ctx.flush();
    }
  }

  /**
   * A command's time runs from our reply to its CRLF, so that a client that trickles octets gains
   * nothing; content is waited for block by block (RFC 5321 §4.5.3.2). A handshake has its own
   * time.
   */
  private Optional<Duration> patience() {
    if (farewell.isBegun()) {
      return Optional.of(Farewell.LINGER);
    }
    if (steps.isWaiting() || tls.isHandshaking()) {
      return Optional.empty();
    }
    return Optional.of(input.isContent() ? SmtpLimits.DATA_BLOCK : door.commandTimeout());
  }

  private void clientIsSilent() {
    if (farewell.isBegun()) {
      ctx.close();
    } else {
      steps.perform(session.timeout());
      deadlines.waitNoLongerThan(Farewell.LINGER);
    }
  }

  /**
   * @param clientIsDone it said QUIT or shut its side
   */
  void close(boolean clientIsDone) {
    boolean nothingComes = clientIsDone && unread.isEmpty();
    unread.release();
    farewell.afterLastReply(() -> inputEnded || nothingComes);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    farewell.note();
    deadlines.stop();
    unread.release();
    steps.end();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // A peer that resets its connection is no news, nor is one that sends octets that are no TLS:
    // failed handshakes are told elsewhere. Anything else is a fault of ours.
    boolean peers = cause instanceof IOException || cause.getCause() instanceof SSLException;
    LOG.log(peers ? Level.DEBUG : Level.ERROR, "connection lost", cause);
    ctx.close();
  }

  void log(String event) {
    LOG.log(
        Level.INFO,
        "{0} client {1}{2}: {3}",
        client.service(),
        client.address().getHostAddress(),
        client.proxy().map(proxy -> " by proxy " + proxy.getHostAddress()).orElse(""),
        event);
  }
}
