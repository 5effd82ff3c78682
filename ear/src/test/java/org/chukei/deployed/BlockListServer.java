package org.chukei.deployed;

import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A DNS server that knows one block list: whoever's reversed address it was given is listed with
 * 127.0.0.2, nobody else is. It counts what it was asked.
 */
final class BlockListServer implements Closeable {

  private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final AtomicInteger asked = new AtomicInteger();
  private final String listed;

  /**
   * @param listed {@code 66.0.0.127.bl.example}
   */
  BlockListServer(String listed) throws IOException {
    this.listed = listed;
    thread.execute(this::serve);
  }

  int port() {
    return socket.getLocalPort();
  }

  int asked() {
    return asked.get();
  }

  private void serve() {
    byte[] buffer = new byte[1_500];
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        byte[] answer = answer(ByteBuffer.wrap(buffer, 0, packet.getLength()));
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      }
    } catch (IOException e) {
      // It was closed.
    }
  }

  /** RFC 1035 §4.1: the question again, and one A record or NXDOMAIN. */
  private byte[] answer(ByteBuffer query) {
    short id = query.getShort();
    query.position(12);
    StringBuilder name = new StringBuilder();
    for (int length = query.get(); length > 0; length = query.get()) {
      byte[] label = new byte[length];
      query.get(label);
      name.append(name.isEmpty() ? "" : ".").append(new String(label, StandardCharsets.US_ASCII));
    }
    query.getInt(); // type and class
    boolean hit = name.toString().equals(listed);
    asked.incrementAndGet();
    ByteBuffer out = ByteBuffer.allocate(512);
    out.putShort(id).putShort((short) (hit ? 0x8180 : 0x8183));
    out.putShort((short) 1).putShort((short) (hit ? 1 : 0)).putInt(0);
    out.put(query.array(), 12, query.position() - 12);
    if (hit) {
      out.putShort((short) 0xc00c).putShort((short) 1).putShort((short) 1).putInt(300);
      out.putShort((short) 4).put(new byte[] {127, 0, 0, 2});
    }
    byte[] answer = new byte[out.position()];
    out.flip().get(answer);
    return answer;
  }

  @Override
  public void close() {
    socket.close();
    thread.shutdownNow();
  }
}
