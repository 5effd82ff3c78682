package org.chukei.connector.netty;

/**
 * Reads one chunk (RFC 3030 §2): so many octets, whatever they look like. Nothing in it is escaped,
 * and nothing but the count ends it.
 */
final class ChunkDecoder implements ContentDecoder {

  private final Sink sink;
  private long left;

  /**
   * @param octets zero or more
   */
  ChunkDecoder(long octets, Sink sink) {
    this.left = octets;
    this.sink = sink;
  }

  @Override
  public boolean isAtEnd() {
    return left == 0;
  }

  @Override
  public int decode(byte[] in, int from, int to) {
    int end = (int) Math.min(to, from + left);
    if (from < end) {
      sink.write(in, from, end);
      left -= end - from;
    }
    return end;
  }
}
