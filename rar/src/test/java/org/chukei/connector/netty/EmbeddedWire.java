package org.chukei.connector.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import org.chukei.dialogue.Wire;

/** A wire to a connection without a socket: each {@link #send} is one read of the server's. */
final class EmbeddedWire implements Wire {

  private final EmbeddedChannel channel;
  private final Deque<String> said = new ArrayDeque<>();

  EmbeddedWire(EmbeddedChannel channel) {
    this.channel = channel;
  }

  @Override
  public void send(byte[] octets) {
    if (channel.isOpen()) {
      channel.writeInbound(Unpooled.copiedBuffer(octets));
      channel.runPendingTasks();
    }
  }

  @Override
  public Optional<String> readLine() {
    StringBuilder all = new StringBuilder();
    for (ByteBuf reply = channel.readOutbound(); reply != null; reply = channel.readOutbound()) {
      all.append(reply.toString(StandardCharsets.ISO_8859_1));
      reply.release();
    }
    if (!all.isEmpty()) {
      said.addAll(Arrays.asList(all.toString().split("\r\n")));
    }
    if (said.isEmpty() && channel.isOpen()) {
      throw new AssertionError("the server says nothing");
    }
    return Optional.ofNullable(said.poll());
  }

  @Override
  public void endInput() {
    channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
    channel.runPendingTasks();
  }

  @Override
  public void startTls() {
    throw new UnsupportedOperationException("a handshake is no matter of octets");
  }

  @Override
  public void close() {
    channel.finishAndReleaseAll();
  }
}
