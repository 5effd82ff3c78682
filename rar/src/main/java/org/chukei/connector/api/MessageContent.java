package org.chukei.connector.api;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The content of a message (RFC 5321 §2.3.9) as the client sent it, dots unstuffed, without the
 * end-of-data line: every octet, nothing added. Lives until {@link SmtpListener#takeCharge} has
 * returned; the adapter disposes of it.
 */
public interface MessageContent {

  /** In octets. */
  long size();

  /**
   * What its header has for a Message-ID (RFC 5322 §3.6.4), without the brackets, at most 998
   * octets; read as it came in. Empty where it has none.
   */
  Optional<String> messageId();

  /** A new stream from the first octet on; may be opened more than once. The caller closes it. */
  InputStream open() throws IOException;
}
