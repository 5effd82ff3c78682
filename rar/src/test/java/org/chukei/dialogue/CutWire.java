package org.chukei.dialogue;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongPredicate;

/** Sends what it is given in pieces. */
public final class CutWire implements Wire {

  private final Wire wire;
  private final LongPredicate cutsBefore;
  private long sent;

  /**
   * @param cutsBefore whether a piece begins with this octet, counted from 0 over the whole
   *     dialogue
   */
  public CutWire(Wire wire, LongPredicate cutsBefore) {
    this.wire = wire;
    this.cutsBefore = cutsBefore;
  }

  @Override
  public void send(byte[] octets) throws IOException {
    int from = 0;
    for (int i = 0; i < octets.length; i++) {
      if (i > from && cutsBefore.test(sent + i)) {
        wire.send(Arrays.copyOfRange(octets, from, i));
        from = i;
      }
    }
    wire.send(Arrays.copyOfRange(octets, from, octets.length));
    sent += octets.length;
  }

  /** How many octets the dialogue had. */
  public long sent() {
    return sent;
  }

  @Override
  public Optional<String> readLine() throws IOException {
    return wire.readLine();
  }

  @Override
  public void endInput() throws IOException {
    wire.endInput();
  }

  @Override
  public void startTls() throws IOException {
    wire.startTls();
  }

  @Override
  public void close() throws IOException {
    wire.close();
  }
}
