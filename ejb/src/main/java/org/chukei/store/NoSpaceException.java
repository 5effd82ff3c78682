package org.chukei.store;

import java.io.IOException;

/** The disk has no room for a message now; it takes messages again by itself when there is some. */
public final class NoSpaceException extends IOException {

  NoSpaceException(String message) {
    super(message);
  }

  NoSpaceException(String message, Throwable cause) {
    super(message, cause);
  }
}
