package org.chukei.connector.netty;

/** Finds the end of what a client sends as content, and hands out what comes before it. */
interface ContentDecoder {

  /** Takes decoded octets, in order. */
  interface Sink {

    /** May not keep the array. */
    void write(byte[] octets, int from, int to);

    /** A CR without LF or an LF without CR was found where there must be none. */
    void bareCrOrLf();
  }

  /**
   * Reads up to {@code to} or the end of what it was made for.
   *
   * @return the index behind the last octet read; what follows it is not content
   */
  int decode(byte[] in, int from, int to);

  /** The end was read. */
  boolean isAtEnd();
}
