package org.chukei.connector.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.local.LocalServerChannel;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.codec.string.StringDecoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.chukei.connector.api.Client;
import org.chukei.connector.api.Service;
import org.chukei.connector.api.SmtpTalk;

/**
 * Sessions of clients that somebody in this process poses as, whatever their addresses. They come
 * in by Netty's local transport, which nobody outside of the process reaches, and meet the same
 * decoders, session and questions as those of a socket. Safe from any thread.
 */
final class PosedSessions {

  private static final long PATIENCE_SECONDS = 10;
  private static final int LONGEST_REPLY = 8_192;

  private final EventLoopGroup loop;
  private final Function<Service, Door> doors;
  private final Map<Service, Channel> entrances = new EnumMap<>(Service.class);
  private final Map<LocalAddress, Client> expected = new ConcurrentHashMap<>();
  private final AtomicLong count = new AtomicLong();

  /**
   * @param doors makes the door of a service; it counts only what comes in here
   */
  PosedSessions(Executor threads, Function<Service, Door> doors) {
    this.loop = new MultiThreadIoEventLoopGroup(1, threads, LocalIoHandler.newFactory());
    this.doors = doors;
  }

  SmtpTalk open(Client client) throws IOException {
    LocalAddress own = new LocalAddress("chukei-posed-" + count.incrementAndGet() + "@" + id());
    expected.put(own, client);
    Replies replies = new Replies();
    ChannelFuture connected =
        new Bootstrap()
            .group(loop)
            .channel(LocalChannel.class)
            .handler(
                new ChannelInitializer<LocalChannel>() {
                  @Override
                  protected void initChannel(LocalChannel channel) {
                    channel
                        .pipeline()
                        .addLast(
                            new LineBasedFrameDecoder(LONGEST_REPLY),
                            new StringDecoder(StandardCharsets.UTF_8),
                            replies);
                  }
                })
            .connect(entrance(client.service()).localAddress(), own)
            .awaitUninterruptibly();
    if (!connected.isSuccess()) {
      expected.remove(own);
      throw new IOException("the service is not there", connected.cause());
    }
    return new Talk(connected.channel(), replies);
  }

  private int id() {
    return System.identityHashCode(this);
  }

  private synchronized Channel entrance(Service service) throws IOException {
    Channel there = entrances.get(service);
    if (there != null) {
      return there;
    }
    Door door = doors.apply(service);
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loop)
            .channel(LocalServerChannel.class)
            .childHandler(
                new ChannelInitializer<LocalChannel>() {
                  @Override
                  protected void initChannel(LocalChannel channel) {
                    Client client = expected.remove(channel.remoteAddress());
                    if (client == null) { // whoever it is, we have not sent it
                      channel.close();
                    } else {
                      channel.pipeline().addLast(new SmtpConnection(door, client));
                    }
                  }
                })
            .bind(new LocalAddress("chukei-" + service + "@" + id()))
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException("the service can't be opened", bound.cause());
    }
    entrances.put(service, bound.channel());
    return bound.channel();
  }

  void close() {
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  /** The last line of each reply; the others of a long one are dropped. */
  private static final class Replies extends SimpleChannelInboundHandler<String> {

    private static final String END = "";

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    @Override
    protected void channelRead0(ChannelHandlerContext context, String line) {
      if (line.length() < 4 || line.charAt(3) != '-') {
        lines.add(line);
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      lines.add(END);
    }

    String next() throws IOException {
      try {
        String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (line == null) {
          throw new IOException("no reply within " + PATIENCE_SECONDS + " seconds");
        }
        if (line.equals(END)) {
          lines.add(END);
          throw new IOException("the session has ended");
        }
        return line;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
  }

  private static final class Talk implements SmtpTalk {

    private final Channel channel;
    private final Replies replies;

    Talk(Channel channel, Replies replies) {
      this.channel = channel;
      this.replies = replies;
    }

    @Override
    public String greeting() throws IOException {
      return replies.next();
    }

    @Override
    public String ask(String command) throws IOException {
      channel.writeAndFlush(Unpooled.copiedBuffer(command + "\r\n", StandardCharsets.UTF_8));
      return replies.next();
    }

    @Override
    public void close() {
      channel.close().awaitUninterruptibly();
    }
  }
}
