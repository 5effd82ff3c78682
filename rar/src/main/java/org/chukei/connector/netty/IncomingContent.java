package org.chukei.connector.netty;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.chukei.connector.session.ContentFault;
import org.chukei.smtp.SmtpLimits;

/**
 * The content of one message on its way in: measured, its header looked at, kept. Once it can't be
 * taken any more nothing of it is kept, but it may be written to the end all the same.
 */
final class IncomingContent implements ContentDecoder.Sink {

  private static final System.Logger LOG = System.getLogger(IncomingContent.class.getName());

  private final long sizeLimit;
  private final long headerLimit;
  private final SpooledContent content;
  private final IncomingHeader header = new IncomingHeader();
  private long size;
  private boolean bareCrOrLf;
  private boolean lost;

  IncomingContent(ScratchDirectory scratch, long sizeLimit, long headerLimit) {
    this.sizeLimit = sizeLimit;
    this.headerLimit = headerLimit;
    this.content = new SpooledContent(scratch);
  }

  @Override
  public void write(byte[] octets, int from, int to) {
    size += to - from;
    header.read(octets, from, to);
    if (size > sizeLimit || header.headerSize() > headerLimit) {
      dispose();
    } else if (!lost) {
      try {
        content.write(octets, from, to);
      } catch (IOException e) {
        lose(e);
      }
    }
  }

  @Override
  public void bareCrOrLf() {
    bareCrOrLf = true;
    dispose();
  }

  private void lose(IOException e) {
    LOG.log(Level.WARNING, "content could not be kept", e);
    lost = true;
    dispose();
  }

  /** What is wrong with what came so far, the worst first. */
  Optional<ContentFault> fault() {
    if (bareCrOrLf) {
      return Optional.of(ContentFault.BARE_CR_OR_LF);
    }
    if (size > sizeLimit) {
      return Optional.of(ContentFault.TOO_LARGE);
    }
    if (header.headerSize() > headerLimit) {
      return Optional.of(ContentFault.HEADER_TOO_LARGE);
    }
    if (header.hops() > SmtpLimits.HOPS) {
      return Optional.of(ContentFault.TOO_MANY_HOPS);
    }
    return lost ? Optional.of(ContentFault.NO_ROOM) : Optional.empty();
  }

  /** At its end: may find that it was lost after all, so ask before {@link #fault}. */
  SpooledContent complete() {
    try {
      content.complete(header.messageId());
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
