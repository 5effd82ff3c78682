package org.chukei.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** Strings pieces together, holding one at a time. */
final class PieceStream extends InputStream {

  /** Reads one piece, counted from 0; never an empty one. */
  interface Pieces {
    byte[] read(int seq) throws IOException;
  }

  private final Pieces pieces;
  private long remaining;
  private byte[] piece = {};
  private int at;
  private int seq;

  PieceStream(long size, Pieces pieces) {
    this.remaining = size;
    this.pieces = pieces;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (remaining == 0) {
      return -1;
    }
    if (at == piece.length) {
      piece = pieces.read(seq++);
      at = 0;
    }
    int count = Math.min(length, piece.length - at);
    System.arraycopy(piece, at, target, offset, count);
    at += count;
    remaining -= count;
    return count;
  }

  @Override
  public int available() {
    return piece.length - at;
  }
}
