package org.chukei.delivery;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

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
  private Optional<TlsLayer> tls = Optional.empty();
  private boolean handshaking;
  private long deadline; // of the step under way

  private SmtpSocket(SocketChannel channel, Selector selector) throws IOException {
    this.channel = channel;
    this.selector = selector;
    this.key = channel.register(selector, 0);
  }

  /**
   * @param channel connected, and not blocking; closed where this fails
   */
  static SmtpSocket on(SocketChannel channel) throws IOException {
    Selector selector = null;
    try {
      selector = Selector.open();
      return new SmtpSocket(channel, selector);
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
   * TLS from here on. What the peer has said before counts for nothing: it was not protected, and
   * may be anybody's (RFC 3207 §4.2).
   *
   * @throws SSLException where the two ends find no common ground
   */
  void startTls(SSLEngine engine, Duration timeout) throws IOException {
    inbound.clear().flip();
    deadline = deadline(timeout);
    TlsLayer layer = new TlsLayer(engine, new Records());
    handshaking = true; // all that comes now is the layer's to read
    layer.handshake();
    handshaking = false;
    tls = Optional.of(layer);
  }

  /** What TLS runs on. */
  private final class Records implements TlsLayer.Wire {
    @Override
    public int read(ByteBuffer records) throws IOException {
      return channel.read(records);
    }

    @Override
    public void write(ByteBuffer records) throws IOException {
      writeToChannel(records);
    }

    @Override
    public void awaitInput() throws IOException {
      await(SelectionKey.OP_READ, deadline);
    }
  }

  /**
   * @throws EOFException where the peer has closed its side meanwhile
   */
  void write(ByteBuffer octets, Duration timeout) throws IOException {
    deadline = deadline(timeout);
    if (tls.isPresent()) {
      tls.get().write(octets);
    } else {
      writeToChannel(octets);
    }
  }

  private void writeToChannel(ByteBuffer octets) throws IOException {
    while (octets.hasRemaining()) {
      if (channel.write(octets) == 0) {
        boolean room = inbound.remaining() < INBOUND && !handshaking;
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
      return tls.isPresent() ? tls.get().read(inbound) : channel.read(inbound);
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
      if (tls.isPresent() && channel.isOpen()) {
        channel.write(tls.get().closeNotify()); // as much as goes without waiting
      }
      channel.close();
    }
  }
}
