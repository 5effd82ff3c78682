package org.chukei.delivery;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * A TCP connection whose every step has a time-out, writing included, which {@code java.net.Socket}
 * can't. Blocks the caller's thread. While it writes it takes in what the peer says, so that a long
 * pipelined group can't stop both sides (RFC 2920 §3.1), and so that a reply that comes in the
 * middle of the content is not lost with the connection.
 */
final class SmtpSocket implements Closeable {

  private static final int INBOUND = 65_536;

  private final SocketChannel channel;
  private final Selector selector;
  private final SelectionKey key;
  private final ByteBuffer inbound = ByteBuffer.allocate(INBOUND).flip();

  private SmtpSocket(SocketChannel channel, Selector selector) throws IOException {
    this.channel = channel;
    this.selector = selector;
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    this.key = channel.register(selector, 0);
  }

  /**
   * @throws SocketTimeoutException when the time is up
   * @throws IOException with the system's reason
   */
  static SmtpSocket connect(NextHop hop, Duration timeout) throws IOException {
    SocketChannel channel = SocketChannel.open();
    Selector selector = null;
    try {
      selector = Selector.open();
      SmtpSocket socket = new SmtpSocket(channel, selector);
      long deadline = deadline(timeout);
      if (!channel.connect(new InetSocketAddress(hop.address(), hop.port()))) {
        while (!channel.finishConnect()) {
          socket.await(SelectionKey.OP_CONNECT, deadline);
        }
      }
      return socket;
    } catch (IOException | RuntimeException e) {
      channel.close();
      if (selector != null) {
        selector.close();
      }
      throw e;
    }
  }

  /**
   * A point of the monotonic clock, for {@link #read}: time-outs must not follow a clock change.
   */
  static long deadline(Duration timeout) {
    return System.nanoTime() + timeout.toNanos();
  }

  /** The next octet; -1 where the peer has closed. */
  int read(long deadline) throws IOException {
    while (!inbound.hasRemaining()) {
      int count = fill();
      if (count < 0) {
        return -1;
      }
      if (count == 0) {
        await(SelectionKey.OP_READ, deadline);
      }
    }
    return inbound.get() & 0xff;
  }

  /** Whether the peer has said something that was not read yet; never waits. */
  boolean hasInput() throws IOException {
    return inbound.hasRemaining() || fill() > 0;
  }

  /** Whether the peer has neither said anything that was not read yet nor closed; never waits. */
  boolean isSilent() throws IOException {
    return !inbound.hasRemaining() && fill() == 0;
  }

  /**
   * @throws EOFException where the peer has closed its side meanwhile
   */
  void write(ByteBuffer octets, Duration timeout) throws IOException {
    long deadline = deadline(timeout);
    while (octets.hasRemaining()) {
      if (channel.write(octets) == 0) {
        boolean room = inbound.remaining() < INBOUND;
        await(
            room ? SelectionKey.OP_WRITE | SelectionKey.OP_READ : SelectionKey.OP_WRITE, deadline);
        if (room && fill() < 0) {
          throw new EOFException("the peer has closed");
        }
      }
    }
  }

  private int fill() throws IOException {
    inbound.compact();
    try {
      return channel.read(inbound);
    } finally {
      inbound.flip();
    }
  }

  private void await(int operations, long deadline) throws IOException {
    long left = deadline - System.nanoTime();
    if (left <= 0) {
      throw new SocketTimeoutException("timed out");
    }
    key.interestOps(operations);
    selector.selectedKeys().clear();
    selector.select(left / 1_000_000 + 1);
    if (Thread.currentThread().isInterrupted()) {
      // The server is going down; the caller's thread has to come free.
      throw new InterruptedIOException("interrupted");
    }
  }

  @Override
  public void close() throws IOException {
    try (selector) {
      channel.close();
    }
  }
}
