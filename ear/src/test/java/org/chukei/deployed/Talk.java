package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A client's session with the relay, one command and its reply at a time. */
final class Talk implements Closeable {

  private static final int PATIENCE_MILLIS = 60_000;

  private final Socket socket;
  private final InputStream in;

  private Talk(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  /** Connects from an address of this machine, reads the greeting and says EHLO. */
  static Talk from(String address, int port) throws IOException {
    return through(address, port, "");
  }

  /** Likewise, but first of all sends a proxy's header. */
  static Talk through(String address, int port, String header) throws IOException {
    Talk talk = greeted(address, port);
    talk.send(header);
    assertThat(talk.reply()).startsWith("220 ");
    assertThat(talk.ask("EHLO client.example")).startsWith("250");
    return talk;
  }

  /** Only connects: what it hears first is the greeting. */
  static Talk greeted(String address, int port) throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
    socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MILLIS);
    socket.setSoTimeout(PATIENCE_MILLIS);
    return new Talk(socket);
  }

  /** The reply, its lines separated by {@code \n}. */
  String ask(String command) throws IOException {
    send(command + "\r\n");
    return reply();
  }

  /**
   * A command that has to succeed.
   *
   * @throws EOFException the relay is closing and says so
   */
  void tell(String command) throws IOException {
    String reply = ask(command);
    if (reply.startsWith("421 ")) {
      throw new EOFException(command + ": " + reply);
    }
    assertThat(reply).as(command).matches("(?s)[23].*");
  }

  void login(String account, String password) throws IOException {
    byte[] plain = ("\0" + account + "\0" + password).getBytes(StandardCharsets.UTF_8);
    tell("AUTH PLAIN " + Base64.getEncoder().encodeToString(plain));
  }

  /** MAIL and RCPT, both of which have to succeed. */
  void envelope(String sender, String... recipients) throws IOException {
    envelopeOf("", sender, recipients);
  }

  /**
   * @param parameters of MAIL, {@code BODY=BINARYMIME}
   */
  void envelopeOf(String parameters, String sender, String... recipients) throws IOException {
    tell("MAIL FROM:<" + sender + "> " + parameters);
    for (String recipient : recipients) {
      tell("RCPT TO:<" + recipient + ">");
    }
  }

  /**
   * DATA and content; the reply to the end of data.
   *
   * @param content one character for each octet, ends with CRLF; dots are put in here
   */
  String content(String content) throws IOException {
    tell("DATA");
    String dotted = content.replace("\r\n.", "\r\n..");
    send((dotted.startsWith(".") ? "." + dotted : dotted) + ".\r\n");
    return reply();
  }

  /**
   * The same in chunks of this size, pipelined.
   *
   * @param content one character for each octet, sent as it is
   * @return the reply to the last chunk
   */
  String chunks(String content, int size) throws IOException {
    StringBuilder group = new StringBuilder();
    int count = 1;
    int at = 0;
    for (; content.length() - at > size; at += size, count++) {
      group.append("BDAT ").append(size).append("\r\n").append(content, at, at + size);
    }
    String last = content.substring(at);
    send(group + "BDAT " + last.length() + " LAST\r\n" + last);
    for (; count > 1; count--) {
      assertThat(reply()).startsWith("250 2.0.0");
    }
    return reply();
  }

  void send(String octets) throws IOException {
    socket.getOutputStream().write(octets.getBytes(StandardCharsets.ISO_8859_1));
  }

  String reply() throws IOException {
    StringBuilder reply = new StringBuilder();
    String line = line();
    while (line.length() > 3 && line.charAt(3) == '-') {
      reply.append(line).append('\n');
      line = line();
    }
    return reply.append(line).toString();
  }

  /** Nothing has come that was not read yet. */
  boolean isSilent() throws IOException {
    return in.available() == 0;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    int octet = in.read();
    while (octet >= 0 && octet != '\n') {
      line.append((char) octet);
      octet = in.read();
    }
    if (octet < 0) {
      throw new IOException("the relay closed the connection after: " + line);
    }
    return line.toString().stripTrailing();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
