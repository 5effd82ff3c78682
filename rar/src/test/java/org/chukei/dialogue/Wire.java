package org.chukei.dialogue;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** A connection to an SMTP server, from the client's side. */
public interface Wire extends Closeable {

  void send(byte[] octets) throws IOException;

  /** The next line without CRLF, one character for each octet; empty when the server closed. */
  Optional<String> readLine() throws IOException;

  /** Nothing more will be sent; what the server says can still be read. */
  void endInput() throws IOException;

  /** Does the client's part of a TLS handshake. */
  void startTls() throws IOException;

  @Override
  void close() throws IOException;
}
