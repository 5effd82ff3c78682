package org.chukei.connector.netty;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.Optional;
import java.util.function.Consumer;
import org.chukei.connector.session.ContentFault;
import org.chukei.connector.session.Session;
import org.chukei.connector.session.Step;
import org.chukei.connector.session.Step.ReadChunk;

/**
 * What one connection's client sends between a reply of 354, or a BDAT, and its end. Content is
 * read to its end whatever becomes of it (RFC 5321 §4.1.1.4 has no other place for the reply, and
 * RFC 3030 §2 asks for it). For the connection's event loop only.
 */
final class ContentIntake {

  /** The decoders work on an array, one for each event loop. */
  private static final FastThreadLocal<byte[]> COPY =
      new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
          return new byte[64 * 1024];
        }
      };

  private static final ContentDecoder.Sink NOWHERE =
      new ContentDecoder.Sink() {
        @Override
        public void write(byte[] octets, int from, int to) {
          // The client was told, or will be.
        }

        @Override
        public void bareCrOrLf() {
          // Likewise.
        }
      };

  private final Door door;
  private final Session session;
  private final Consumer<ContentFault> whenFaulty;
  private Optional<ContentDecoder> decoder = Optional.empty();
  private Optional<ReadChunk> chunk = Optional.empty();
  private Optional<IncomingContent> content = Optional.empty();
  private Optional<LineCheck> lines = Optional.empty();

  /**
   * @param whenFaulty is told once of a content that can't be taken
   */
  ContentIntake(Door door, Session session, Consumer<ContentFault> whenFaulty) {
    this.door = door;
    this.session = session;
    this.whenFaulty = whenFaulty;
  }

  boolean isReading() {
    return decoder.isPresent();
  }

  /** What comes next is content up to the end of data. */
  void beginData() {
    decoder = Optional.of(new DataDecoder(newContent()));
  }

  /** What comes next is a chunk; where it has no octets, it is at its end already. */
  void beginChunk(ReadChunk next) {
    chunk = Optional.of(next);
    decoder = Optional.of(new ChunkDecoder(next.octets(), sinkFor(next)));
  }

  private ContentDecoder.Sink sinkFor(ReadChunk next) {
    return switch (next.form()) {
      case UNWANTED -> NOWHERE;
      case BINARY -> content.orElseGet(this::newContent);
      case LINES -> {
        if (lines.isEmpty()) {
          lines = Optional.of(new LineCheck(newContent()));
        }
        yield lines.get();
      }
    };
  }

  private IncomingContent newContent() {
    IncomingContent begun = door.newContent();
    content = Optional.of(begun);
    return begun;
  }

  /** Takes octets off the front of the buffer, at most up to the end. */
  void read(ByteBuf in) {
    byte[] copy = COPY.get();
    int start = in.readerIndex();
    int length = Math.min(copy.length, in.readableBytes());
    in.getBytes(start, copy, 0, length);
    in.readerIndex(start + decoder.orElseThrow().decode(copy, 0, length));
  }

  boolean isAtEnd() {
    return decoder.map(ContentDecoder::isAtEnd).orElse(false);
  }

  /** The end was read: what the session has to say. */
  Step end() {
    decoder = Optional.empty();
    Optional<ReadChunk> read = chunk;
    chunk = Optional.empty();
    if (read.isPresent() && read.get().form() == ReadChunk.Form.UNWANTED) {
      return session.chunkRead();
    }
    if (read.isPresent() && !read.get().last()) {
      Optional<ContentFault> fault = fault();
      return fault.isPresent() ? session.fault(fault.get()) : session.chunkRead();
    }
    lines.ifPresent(LineCheck::end);
    SpooledContent complete = content.orElseThrow().complete();
    return fault().map(session::fault).orElseGet(() -> session.content(complete));
  }

  private Optional<ContentFault> fault() {
    Optional<ContentFault> fault = content.orElseThrow().fault();
    fault.ifPresent(
        found -> {
          dispose();
          whenFaulty.accept(found);
        });
    return fault;
  }

  /** Gives back what was kept of a content that nobody needs any more. */
  void dispose() {
    content.ifPresent(IncomingContent::dispose);
    content = Optional.empty();
    lines = Optional.empty();
  }
}
