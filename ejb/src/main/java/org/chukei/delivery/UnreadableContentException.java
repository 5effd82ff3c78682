package org.chukei.delivery;

import java.io.IOException;

/** Our own store did not give the content: a fault of ours, not an answer of the next hop. */
final class UnreadableContentException extends IOException {

  UnreadableContentException(IOException cause) {
    super("the content can't be read: " + cause.getMessage(), cause);
  }

  /** It came to its end, but not where it should. */
  UnreadableContentException(String message) {
    super(message);
  }
}
