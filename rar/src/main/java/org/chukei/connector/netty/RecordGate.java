package org.chukei.connector.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.util.function.BooleanSupplier;

/**
 * Stands before TLS and hands it one record at a time (RFC 8446 §5.1, RFC 5246 §6.2.1), each when
 * all that was said before it has been answered. A client that ends its side in one breath with its
 * commands is thus heard to do so behind our replies (RFC 8446 §6.1); OpenSSL answers that with the
 * end of ours, and then nothing more can be said. For the connection's event loop only.
 */
final class RecordGate extends ChannelInboundHandlerAdapter {

  private static final int HEADER_OCTETS = 5;
  private static final int FIRST_TYPE = 20; // change_cipher_spec
  private static final int LAST_TYPE = 24; // heartbeat

  /** An alert, encrypted and padded by whatever cipher, is no longer than this. */
  private static final int LONGEST_ALERT = 128;

  private final BooleanSupplier isOpen;
  private final Runnable flush;
  private final UnreadInput held = new UnreadInput();
  private ChannelHandlerContext ctx;
  private boolean passing;
  private boolean ended;

  /**
   * @param isOpen whether the next record may come
   * @param flush gives to TLS what was said
   */
  RecordGate(BooleanSupplier isOpen, Runnable flush) {
    this.isOpen = isOpen;
    this.flush = flush;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    ctx = context;
  }

  /** There is a record that waits. */
  boolean isHolding() {
    return length() > 0;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    held.add(ctx.alloc(), (ByteBuf) message);
    pass();
  }

  /** Goes on, after {@link #isOpen} was false. */
  void resume() {
    if (!passing && isHolding()) {
      pass();
      ctx.fireChannelReadComplete();
    }
  }

  private void pass() {
    if (passing) {
      return; // what is passed on leads back here
    }
    passing = true;
    for (int length = length(); length > 0 && isOpen.getAsBoolean(); length = length()) {
      if (length <= LONGEST_ALERT) {
        flush.run();
      }
      ctx.fireChannelRead(held.octets().orElseThrow().readRetainedSlice(length));
    }
    passing = false;
    held.trim();
    if (ended && !isHolding()) {
      ended = false;
      ctx.fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
    }
  }

  /** Of the first record that is complete, else 0. What is no TLS is no business of ours. */
  private int length() {
    if (held.isEmpty()) {
      return 0;
    }
    ByteBuf in = held.octets().orElseThrow();
    int type = in.getUnsignedByte(in.readerIndex());
    if (type < FIRST_TYPE || type > LAST_TYPE) {
      return in.readableBytes();
    }
    if (in.readableBytes() < HEADER_OCTETS) {
      return 0;
    }
    int length = HEADER_OCTETS + in.getUnsignedShort(in.readerIndex() + 3);
    return in.readableBytes() < length ? 0 : length;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof ChannelInputShutdownEvent && isHolding()) {
      ended = true;
    } else {
      ctx.fireUserEventTriggered(event);
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    held.release();
  }
}
