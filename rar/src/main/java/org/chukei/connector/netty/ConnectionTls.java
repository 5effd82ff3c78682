package org.chukei.connector.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.Future;
import java.util.Optional;
import org.chukei.connector.api.Service;
import org.chukei.connector.session.TlsFacts;

/** The TLS of one connection: none yet, a handshake, or agreed. For its event loop only. */
final class ConnectionTls {

  private final Tls tls;
  private final Service service;
  private Optional<Tls.End> end = Optional.empty();
  private boolean handshaking;

  ConnectionTls(Tls tls, Service service) {
    this.tls = tls;
    this.service = service;
  }

  /** From here on every octet belongs to TLS. */
  void begin(ChannelHandlerContext ctx) {
    handshaking = true;
    Tls.End ours = tls.newEnd(service, ctx.alloc());
    end = Optional.of(ours);
    ctx.pipeline().addFirst(ours.handler());
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
