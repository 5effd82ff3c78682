package org.chukei.delivery;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.chukei.store.ContentSource;

/** Reads a content such that its failures, which are ours, can't be taken for the other end's. */
final class ContentReader implements Closeable {

  private final InputStream in;

  ContentReader(ContentSource content) throws UnreadableContentException {
    try {
      in = content.open();
    } catch (IOException e) {
      throw new UnreadableContentException(e);
    }
  }

  /** As {@link InputStream#read(byte[])}. */
  int read(byte[] chunk) throws UnreadableContentException {
    return read(chunk, 0, chunk.length);
  }

  /** As {@link InputStream#read(byte[], int, int)}. */
  int read(byte[] chunk, int from, int most) throws UnreadableContentException {
    try {
      return in.read(chunk, from, most);
    } catch (IOException e) {
      throw new UnreadableContentException(e);
    }
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      // What was read is handed over; closing can't take it back.
    }
  }
}
