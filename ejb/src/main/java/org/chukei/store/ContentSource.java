package org.chukei.store;

import java.io.IOException;
import java.io.InputStream;

/** The octets of a content, to be read as often as needed. */
@FunctionalInterface
public interface ContentSource {

  /** A new stream from the first octet on; the caller closes it. */
  InputStream open() throws IOException;
}
