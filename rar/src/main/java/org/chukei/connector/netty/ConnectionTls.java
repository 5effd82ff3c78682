package org.chukei.connector.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.Future;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.chukei.connector.api.Service;
import org.chukei.connector.session.TlsFacts;

/** The TLS of one connection: none yet, a handshake, or agreed. For its event loop only. */
final class ConnectionTls {

  private final Tls tls;
  private final Service service;
  private Optional<Tls.End> end = Optional.empty();
  private Optional<RecordGate> gate = Optional.empty();
  private boolean handshaking;

  ConnectionTls(Tls tls, Service service) {
    this.tls = tls;
    this.service = service;
  }

  /**
   * From here on every octet belongs to TLS.
   *
   * @param mayGoOn whether more may come, once it has begun; its end may come in any case
   */
  void begin(ChannelHandlerContext ctx, BooleanSupplier mayGoOn) {
    handshaking = true;
    Tls.End ours = tls.newEnd(service, ctx.alloc());
    RecordGate before = new RecordGate(() -> handshaking || mayGoOn.getAsBoolean(), ctx::flush);
    end = Optional.of(ours);
    gate = Optional.of(before);
    ctx.pipeline().addFirst(ours.handler()).addFirst(before);
  }

  /** The next record may come. */
  void resume() {
    gate.ifPresent(RecordGate::resume);
  }

  /** A record has come that has to wait. */
  boolean isHolding() {
    return gate.isPresent() && gate.get().isHolding();
  }

  boolean isHandshaking() {
    return handshaking;
  }

  void handshakeEnded() {
    handshaking = false;
  }

  /** What a handshake that ended well agreed on. */
  TlsFacts facts() {
    return Tls.facts(end.orElseThrow());
  }

  /** Tells the client that no more comes; done at once where there is no TLS. */
  Future<?> closeOutbound(ChannelHandlerContext ctx) {
    return end.<Future<?>>map(ours -> ours.handler().closeOutbound())
        .orElseGet(ctx::newSucceededFuture);
  }
}
