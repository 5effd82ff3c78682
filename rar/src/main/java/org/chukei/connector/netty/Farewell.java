package org.chukei.connector.netty;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * The end of one connection: what was written is sent, then it closes. Where the client may still
 * be sending, our side is shut first and its octets are thrown away for a while: closed with input
 * unread, the kernel would reset the connection, and the client never see the reply. For the
 * connection's event loop only.
 */
final class Farewell {

  /** For how long. */
  static final Duration LINGER = Duration.ofSeconds(5);

  private final ChannelHandlerContext ctx;
  private final ConnectionTls tls;
  private final Deadlines deadlines;
  private boolean begun;

  Farewell(ChannelHandlerContext ctx, ConnectionTls tls, Deadlines deadlines) {
    this.ctx = ctx;
    this.tls = tls;
    this.deadlines = deadlines;
  }

  /** Nothing more is read nor said. */
  boolean isBegun() {
    return begun;
  }

  /** It is closed already. */
  void note() {
    begun = true;
  }

  /** There is no way to say why, or nobody to say it to. */
  void atOnce() {
    begun = true;
    ctx.close();
  }

  /**
   * After what was said last.
   *
   * @param nothingComes the client has said QUIT or shut its side, asked when that was sent
   */
  void afterLastReply(BooleanSupplier nothingComes) {
    begun = true;
    ctx.writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(
            written -> {
              if (!written.isSuccess() || nothingComes.getAsBoolean()) {
                ctx.close();
              } else {
                linger();
              }
            });
  }

  private void linger() {
    if (ctx.channel().isActive()) {
      ctx.channel().config().setAutoRead(true);
      tls.closeOutbound(ctx).addListener(closed -> shutdownOutput());
      deadlines.clientWasHeard();
      deadlines.waitNoLongerThan(LINGER);
    }
  }

  private void shutdownOutput() {
    if (ctx.channel() instanceof DuplexChannel socket) {
      socket.shutdownOutput();
    } else { // a posed session has only both directions or none
      ctx.close();
    }
  }
}
