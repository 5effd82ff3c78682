package org.chukei.connector.api;

import java.io.IOException;
import java.io.InputStream;

/**
 * The content of a message (RFC 5321 §2.3.9) as the client sent it, dots unstuffed, without the
 * end-of-data line: every octet, nothing added. Lives until {@link SmtpListener#takeCharge} has
 * returned; the adapter disposes of it.
 */
public interface MessageContent {

  /** In octets. */
  long size();

  /** A new stream from the first octet on; may be opened more than once. The caller closes it. */
  InputStream open() throws IOException;
}
