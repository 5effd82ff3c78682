package org.chukei.delivery;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/** Turns plain octets into TLS records and back. Knows no sockets; for one thread at a time. */
final class TlsLayer {

  /** The connection beneath. */
  interface Wire {

    /** As {@code SocketChannel.read}: 0 where nothing is there now, -1 at the end. */
    int read(ByteBuffer records) throws IOException;

    /** Writes all of it. */
    void write(ByteBuffer records) throws IOException;

    /** Until there is something to read. */
    void awaitInput() throws IOException;
  }

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SSLEngine engine;
  private final Wire wire;
  private final ByteBuffer records;
  private final ByteBuffer plain;
  private boolean established;

  /** Answers to the peer's key updates; they may wait for our next octets (RFC 8446 §4.6.3). */
  private final Deque<ByteBuffer> owed = new ArrayDeque<>();

  TlsLayer(SSLEngine engine, Wire wire) {
    this.engine = engine;
    this.wire = wire;
    this.records = ByteBuffer.allocate(engine.getSession().getPacketBufferSize()).flip();
    this.plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize()).flip();
  }

  /**
   * @throws SSLException where the two ends find no common ground
   */
  void handshake() throws IOException {
    engine.beginHandshake();
    HandshakeStatus status = engine.getHandshakeStatus();
    while (status != HandshakeStatus.NOT_HANDSHAKING && status != HandshakeStatus.FINISHED) {
      switch (status) {
        case NEED_WRAP -> wire.write(wrapped(NOTHING));
        case NEED_TASK -> runTasks();
        default -> unwrapOne();
      }
      status = engine.getHandshakeStatus();
    }
    established = true;
  }

  private void unwrapOne() throws IOException {
    if (!unwrap()) {
      int count = fill();
      if (count < 0) {
        throw new EOFException("the peer has closed");
      }
      if (count == 0) {
        wire.awaitInput();
      }
    }
  }

  /** As {@link Wire#read}. */
  int read(ByteBuffer into) throws IOException {
    while (!plain.hasRemaining()) {
      if (engine.isInboundDone()) {
        return -1;
      }
      if (!unwrap()) {
        int count = fill();
        if (count <= 0) {
          return count;
        }
      }
    }
    int count = Math.min(plain.remaining(), into.remaining());
    into.put(plain.slice(plain.position(), count));
    plain.position(plain.position() + count);
    return count;
  }

  private int fill() throws IOException {
    records.compact();
    try {
      return wire.read(records);
    } finally {
      records.flip();
    }
  }

  /** False where a whole record is not there yet. */
  private boolean unwrap() throws IOException {
    plain.compact();
    SSLEngineResult result;
    try {
      result = engine.unwrap(records, plain);
    } finally {
      plain.flip();
    }
    if (result.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
      runTasks();
    }
    if (established && engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
      owed.add(wrapped(NOTHING));
    }
    return result.getStatus() != Status.BUFFER_UNDERFLOW;
  }

  void write(ByteBuffer octets) throws IOException {
    while (!owed.isEmpty()) {
      wire.write(owed.remove());
    }
    while (octets.hasRemaining()) {
      wire.write(wrapped(octets));
    }
  }

  private ByteBuffer wrapped(ByteBuffer octets) throws IOException {
    ByteBuffer out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    SSLEngineResult result = engine.wrap(octets, out);
    if (result.getStatus() == Status.BUFFER_OVERFLOW) {
      out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize() * 2);
      result = engine.wrap(octets, out);
    }
    if (result.getStatus() == Status.CLOSED && out.position() == 0) {
      throw new EOFException("TLS is closed");
    }
    return out.flip();
  }

  private void runTasks() {
    for (Runnable task = engine.getDelegatedTask();
        task != null;
        task = engine.getDelegatedTask()) {
      task.run();
    }
  }

  /** The last record, which tells the peer that nothing was cut off (RFC 8446 §6.1). */
  ByteBuffer closeNotify() {
    engine.closeOutbound();
    try {
      return engine.isOutboundDone() ? NOTHING : wrapped(NOTHING);
    } catch (IOException e) {
      return NOTHING;
    }
  }
}
