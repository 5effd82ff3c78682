package org.chukei.delivery;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Connects to one host, whichever of its addresses answers first (RFC 8305 §5): each gets a head
 * start, and none waits for one before it that is silent. The others are closed. For one thread.
 */
final class ConnectRace {

  /** RFC 8305 §8: the recommended Connection Attempt Delay. */
  static final Duration HEAD_START = Duration.ofMillis(250);

  private final Duration timeout;
  private final Deque<NextHop> waiting;
  private final Map<SocketChannel, Runner> running = new HashMap<>();
  private String lastFailure = "";

  private record Runner(NextHop hop, long deadline) {}

  /** A connected channel, not blocking, registered nowhere. */
  record Winner(NextHop hop, SocketChannel channel) {}

  private ConnectRace(List<NextHop> hops, Duration timeout) {
    this.waiting = new ArrayDeque<>(hops);
    this.timeout = timeout;
  }

  /**
   * @param hops at least one, the preferred first
   * @param timeout for each address
   * @throws ConversationEnded where nobody answers
   */
  static Winner run(List<NextHop> hops, Duration timeout) throws ConversationEnded {
    ConnectRace race = new ConnectRace(hops, timeout);
    try (Selector selector = Selector.open()) {
      return race.run(selector);
    } catch (ConversationEnded e) {
      throw e;
    } catch (IOException e) {
      throw ConversationEnded.unreached(failure(hops.get(0), reason(e)));
    } finally {
      race.running.keySet().forEach(ConnectRace::close);
    }
  }

  private Winner run(Selector selector) throws IOException {
    long nextStart = System.nanoTime();
    while (!waiting.isEmpty() || !running.isEmpty()) {
      if (!waiting.isEmpty() && (running.isEmpty() || System.nanoTime() - nextStart >= 0)) {
        start(waiting.remove(), selector);
        nextStart = System.nanoTime() + HEAD_START.toNanos();
      }
      for (SocketChannel channel : List.copyOf(running.keySet())) {
        if (isThere(channel)) {
          return new Winner(running.remove(channel).hop(), channel);
        }
      }
      await(selector, nextStart);
    }
    throw ConversationEnded.unreached(lastFailure);
  }

  private void start(NextHop hop, Selector selector) {
    SocketChannel channel;
    try {
      channel = open(hop);
    } catch (IOException e) {
      lastFailure = failure(hop, reason(e));
      return;
    }
    running.put(channel, new Runner(hop, SmtpSocket.deadline(timeout)));
    try {
      channel.configureBlocking(false);
      if (hop.source().isPresent()) {
        channel.bind(new InetSocketAddress(hop.source().get(), 0));
      }
      if (!channel.connect(hop.address())) {
        channel.register(selector, SelectionKey.OP_CONNECT);
      }
    } catch (IOException | RuntimeException e) {
      // Runtime exceptions: the JDK's for addresses that this host can't use.
      failed(channel, reason(e));
    }
  }

  private static SocketChannel open(NextHop hop) throws IOException {
    if (hop.address() instanceof UnixDomainSocketAddress) {
      return SocketChannel.open(StandardProtocolFamily.UNIX);
    }
    return SocketChannel.open().setOption(StandardSocketOptions.TCP_NODELAY, true);
  }

  private boolean isThere(SocketChannel channel) {
    try {
      if (channel.isConnected() || channel.finishConnect()) {
        return true;
      }
      if (System.nanoTime() - running.get(channel).deadline() >= 0) {
        failed(channel, "timed out");
      }
    } catch (IOException e) {
      failed(channel, reason(e));
    }
    return false;
  }

  private void failed(SocketChannel channel, String reason) {
    lastFailure = failure(running.remove(channel).hop(), reason);
    close(channel);
  }

  private static String failure(NextHop hop, String reason) {
    return "connect to " + hop.relay() + ": " + reason;
  }

  /** Until something happens, or the next may start. */
  private void await(Selector selector, long nextStart) throws IOException {
    if (running.isEmpty()) {
      return;
    }
    long now = System.nanoTime();
    long wait = waiting.isEmpty() ? Long.MAX_VALUE : nextStart - now;
    for (Runner runner : running.values()) {
      wait = Math.min(wait, runner.deadline() - now);
    }
    selector.selectedKeys().clear();
    selector.select(Math.max(0, wait) / 1_000_000 + 1);
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("interrupted"); // the server is going down
    }
  }

  private static String reason(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // It was never of use.
    }
  }
}
