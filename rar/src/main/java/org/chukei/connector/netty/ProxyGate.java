package org.chukei.connector.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.concurrent.Future;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.chukei.connector.api.Client;

/**
 * Stands before the session where a connection comes from a proxy: reads its {@link ProxyHeader},
 * then makes way for the {@link SmtpConnection} of the client that it names. Without a header, in
 * good time, the connection is closed: nobody is there who could read a reply. It comes before TLS,
 * which is between the client and us.
 */
final class ProxyGate extends ChannelInboundHandlerAdapter {

  private static final System.Logger LOG = System.getLogger(ProxyGate.class.getName());

  /** A proxy sends its header as soon as it has connected. */
  static final int SECONDS = 5;

  private final Door door;
  private final InetAddress proxy;
  private final int port;
  private ByteBuf seen = Unpooled.EMPTY_BUFFER;
  private Optional<Future<?>> alarm = Optional.empty();
  private boolean passed;

  /**
   * @param proxy where the connection comes from
   * @param port likewise
   */
  ProxyGate(Door door, InetAddress proxy, int port) {
    this.door = door;
    this.proxy = proxy;
    this.port = port;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    alarm =
        Optional.of(
            ctx.executor().schedule(() -> reject(ctx, "none came"), SECONDS, TimeUnit.SECONDS));
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (passed) {
      ((ByteBuf) message).release();
      return;
    }
    seen = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(ctx.alloc(), seen, (ByteBuf) message);
    Optional<ProxyHeader> read = ProxyHeader.read(seen);
    if (read.isEmpty()) {
      return;
    }
    if (read.get() instanceof ProxyHeader.Garbage garbage) {
      reject(ctx, garbage.why());
    } else if (read.get() instanceof ProxyHeader.Named named) {
      InetAddress address = named.client().toInetAddress();
      pass(ctx, new Client(door.service(), address, named.port(), Optional.of(proxy), true));
    } else {
      pass(ctx, new Client(door.service(), proxy, port, Optional.of(proxy), false));
    }
  }

  private void pass(ChannelHandlerContext ctx, Client client) {
    passed = true;
    ByteBuf rest = seen;
    seen = Unpooled.EMPTY_BUFFER;
    ChannelPipeline pipeline = ctx.pipeline();
    pipeline.replace(this, null, new SmtpConnection(door, client));
    // From the head on: TLS may have come before the session meanwhile.
    pipeline.fireChannelActive();
    if (rest.isReadable()) {
      pipeline.fireChannelRead(rest);
      pipeline.fireChannelReadComplete();
    } else {
      rest.release();
    }
  }

  private void reject(ChannelHandlerContext ctx, String why) {
    passed = true;
    door.counters().withoutProxyHeader();
    LOG.log(
        Level.INFO,
        "{0} proxy {1}: closed, PROXY header: {2}",
        door.service(),
        proxy.getHostAddress(),
        why);
    ctx.close();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent && !passed) {
      reject(ctx, "none came");
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    alarm.ifPresent(a -> a.cancel(false));
    seen.release();
    seen = Unpooled.EMPTY_BUFFER;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    LOG.log(Level.DEBUG, "connection of a proxy lost", cause);
    ctx.close();
  }
}
