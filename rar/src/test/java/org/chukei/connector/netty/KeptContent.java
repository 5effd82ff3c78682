package org.chukei.connector.netty;

import java.io.ByteArrayOutputStream;

/** What a decoder handed out. */
final class KeptContent implements ContentDecoder.Sink {

  private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
  private int bares;

  @Override
  public void write(byte[] from, int start, int end) {
    octets.write(from, start, end - start);
  }

  @Override
  public void bareCrOrLf() {
    bares++;
  }

  byte[] octets() {
    return octets.toByteArray();
  }

  boolean hasBareCrOrLf() {
    if (bares > 1) {
      throw new AssertionError("told " + bares + " times");
    }
    return bares == 1;
  }
}
