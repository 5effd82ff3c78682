package org.chukei.store;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A frame on its way to the disk.
 *
 * @param effect what becomes true when it is durable; runs in the flusher, in the order of the log
 * @param isOwed it is written again after a failure, instead of failing
 */
record Write(Frame frame, Effect effect, boolean isOwed, CompletableFuture<Void> outcome) {

  @FunctionalInterface
  interface Effect {
    void written(Segment segment, int offset);
  }

  /** Somebody waits for it. */
  static Write awaited(Frame frame, Effect effect) {
    return new Write(frame, effect, false, new CompletableFuture<>());
  }

  /** Nobody waits for it, and it must not get lost. */
  static Write owed(Frame frame, Effect effect) {
    return new Write(frame, effect, true, new CompletableFuture<>());
  }

  /**
   * Until it is durable, or has failed. Not to be interrupted: a message of which its client hears
   * that it was not taken must not be taken all the same.
   */
  void await() throws IOException {
    try {
      outcome.join();
    } catch (CompletionException e) {
      Throwable cause = e.getCause();
      throw cause instanceof NoSpaceException
          ? new NoSpaceException(cause.getMessage(), cause)
          : new IOException(cause.getMessage(), cause);
    }
  }
}
