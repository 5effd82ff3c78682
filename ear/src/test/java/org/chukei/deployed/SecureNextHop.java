package org.chukei.deployed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A next hop on port 25 that speaks TLS: a process of its own, for a network namespace of its own.
 * Takes all mail, and prints each MAIL that it hears under TLS.
 */
final class SecureNextHop {

  static final String PASSWORD = "secret";

  private final SSLContext context;
  private final String offer;

  private SecureNextHop(SSLContext context, String offer) {
    this.context = context;
    this.offer = offer;
  }

  /** ADDRESS KEYSTORE, and what is offered under TLS. */
  public static void main(String[] arguments) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(Path.of(arguments[1]))) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    SecureNextHop hop = new SecureNextHop(context, arguments[2]);
    try (ServerSocket server = new ServerSocket(25, 50, InetAddress.getByName(arguments[0]))) {
      System.out.println("listening");
      while (true) {
        try (Socket socket = server.accept()) {
          hop.serve(socket);
        } catch (IOException e) {
          System.out.println(e.getMessage()); // the relay has left
        }
      }
    }
  }

  private void serve(Socket plain) throws IOException {
    say(plain, "220 hop ESMTP");
    BufferedReader in = reader(plain);
    Socket talking = plain;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      switch (line.split(" ")[0]) {
        case "EHLO" -> say(talking, "250-hop\r\n250 " + (talking == plain ? "STARTTLS" : offer));
        case "STARTTLS" -> {
          say(plain, "220 go ahead");
          talking = encrypted(plain);
          in = reader(talking);
        }
        case "DATA" -> {
          say(talking, "354 go on");
          while (!".".equals(in.readLine())) {}
          say(talking, "250 taken");
        }
        case "QUIT" -> {
          say(talking, "221 bye");
          return;
        }
        default -> {
          System.out.println(line);
          say(talking, "250 ok");
        }
      }
    }
  }

  private Socket encrypted(Socket plain) throws IOException {
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(plain, null, plain.getPort(), true);
    socket.setUseClientMode(false);
    return socket;
  }

  private static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
  }

  private static void say(Socket socket, String reply) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }
}
