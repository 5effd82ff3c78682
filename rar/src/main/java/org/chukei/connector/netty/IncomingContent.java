package org.chukei.connector.netty;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.FastThreadLocal;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.chukei.connector.session.ContentFault;
import org.chukei.smtp.SmtpLimits;

/**
 * Content on its way in: decoded, measured, its hops counted, kept. Once it can't be taken any more
 * nothing of it is kept, but it is read to its end all the same (RFC 5321 §4.1.1.4 has no other
 * place for the reply).
 */
final class IncomingContent {

  private static final System.Logger LOG = System.getLogger(IncomingContent.class.getName());

  /** The decoder works on an array, one for each event loop. */
  private static final FastThreadLocal<byte[]> COPY =
      new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
          return new byte[64 * 1024];
        }
      };

  private final long sizeLimit;
  private final SpooledContent content;
  private final HopCounter hops = new HopCounter();
  private final ContentDecoder decoder = new ContentDecoder(this::keep);
  private long size;
  private boolean lost;

  IncomingContent(ScratchDirectory scratch, long sizeLimit) {
    this.sizeLimit = sizeLimit;
    this.content = new SpooledContent(scratch);
  }

  /** Takes octets off the front of the buffer, at most up to the end of data. */
  void read(ByteBuf in) {
    byte[] copy = COPY.get();
    int start = in.readerIndex();
    int length = Math.min(copy.length, in.readableBytes());
    in.getBytes(start, copy, 0, length);
    in.readerIndex(start + decoder.decode(copy, 0, length));
    if (decoder.hasBareCrOrLf()) {
      dispose();
    }
  }

  boolean isAtEnd() {
    return decoder.isAtEnd();
  }

  private void keep(byte[] octets, int from, int to) {
    size += to - from;
    hops.read(octets, from, to);
    if (size > sizeLimit) {
      dispose();
    } else if (!lost) {
      try {
        content.write(octets, from, to);
      } catch (IOException e) {
        lose(e);
      }
    }
  }

  private void lose(IOException e) {
    LOG.log(Level.WARNING, "content could not be kept", e);
    lost = true;
    dispose();
  }

  /** At the end of data: what is wrong with it, the worst first. */
  Optional<ContentFault> fault() {
    if (decoder.hasBareCrOrLf()) {
      return Optional.of(ContentFault.BARE_CR_OR_LF);
    }
    if (size > sizeLimit) {
      return Optional.of(ContentFault.TOO_LARGE);
    }
    if (hops.hops() > SmtpLimits.HOPS) {
      return Optional.of(ContentFault.TOO_MANY_HOPS);
    }
    return lost ? Optional.of(ContentFault.NO_ROOM) : Optional.empty();
  }

  /** At the end of data: may find that it was lost after all, so ask before {@link #fault}. */
  SpooledContent complete() {
    try {
      content.complete();
    } catch (IOException e) {
      lose(e);
    }
    return content;
  }

  void dispose() {
    try {
      content.dispose();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "scratch file could not be deleted", e);
    }
  }
}
