package org.chukei.dialogue;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/** A real connection. */
public final class SocketWire implements Wire {

  private Socket socket;
  private InputStream in;

  private SocketWire(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  /**
   * @param patience how long to wait for a line before {@link #readLine} throws
   */
  public static SocketWire connect(InetSocketAddress server, Duration patience) throws IOException {
    Socket socket = new Socket();
    socket.connect(server, (int) patience.toMillis());
    socket.setSoTimeout((int) patience.toMillis());
    socket.setTcpNoDelay(true);
    return new SocketWire(socket);
  }

  @Override
  public void send(byte[] octets) throws IOException {
    socket.getOutputStream().write(octets);
  }

  @Override
  public Optional<String> readLine() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int octet = in.read(); octet >= 0; octet = in.read()) {
      line.append((char) octet);
      int length = line.length();
      if (octet == '\n' && length > 1 && line.charAt(length - 2) == '\r') {
        return Optional.of(line.substring(0, length - 2));
      }
    }
    if (!line.isEmpty()) {
      throw new IOException("the server closed within a line: " + line);
    }
    return Optional.empty();
  }

  /** Nothing has come that was not read yet. */
  public boolean isSilent() throws IOException {
    return in.available() == 0;
  }

  /** Takes any certificate, and fails where it finds octets in the clear behind the last line. */
  @Override
  public void startTls() throws IOException {
    startTls(AnyCertificate.context(), "TLSv1.3", "TLSv1.2");
  }

  /** The session that was agreed on. */
  public SSLSession startTls(SSLContext context, String... versions) throws IOException {
    if (in.available() > 0) {
      throw new IOException("the server said something before TLS");
    }
    return handshake(context, s -> s.setEnabledProtocols(versions));
  }

  /** Offers this version and cipher suite, and nothing else. */
  public SSLSession startTlsWith(String version, String cipherSuite) throws IOException {
    return handshake(
        AnyCertificate.context(),
        s -> {
          s.setEnabledProtocols(new String[] {version});
          s.setEnabledCipherSuites(new String[] {cipherSuite});
        });
  }

  private SSLSession handshake(SSLContext context, Consumer<SSLSocket> configuration)
      throws IOException {
    SSLSocket secured =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(socket, "mail.example.jp", socket.getPort(), true);
    configuration.accept(secured);
    secured.startHandshake();
    socket = secured;
    in = new BufferedInputStream(secured.getInputStream());
    return secured.getSession();
  }

  @Override
  public void endInput() throws IOException {
    socket.shutdownOutput();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
