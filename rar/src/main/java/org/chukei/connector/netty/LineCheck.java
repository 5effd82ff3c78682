package org.chukei.connector.netty;

/**
 * Passes chunks on that must consist of lines, that is, of all body types but BINARYMIME (RFC 3030
 * §3), and tells of the first CR or LF that stands alone. A CRLF may be cut by the end of a chunk.
 * The last line may lack its own.
 */
final class LineCheck implements ContentDecoder.Sink {

  private final ContentDecoder.Sink sink;
  private boolean afterCr;
  private boolean bare;

  LineCheck(ContentDecoder.Sink sink) {
    this.sink = sink;
  }

  @Override
  public void write(byte[] octets, int from, int to) {
    for (int i = from; i < to && !bare; i++) {
      byte octet = octets[i];
      if (octet <= '\r' || afterCr) {
        if (afterCr != (octet == '\n')) {
          bareCrOrLf();
        }
        afterCr = octet == '\r';
      }
    }
    if (!bare) {
      sink.write(octets, from, to);
    }
  }

  /** There are no more chunks. */
  void end() {
    if (afterCr && !bare) {
      bareCrOrLf();
    }
  }

  @Override
  public void bareCrOrLf() {
    bare = true;
    sink.bareCrOrLf();
  }
}
