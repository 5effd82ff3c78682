package org.chukei.delivery;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * An SMTP server on loopback that answers each stage as the test says: {@code GREETING}, {@code
 * EHLO}, {@code HELO}, {@code MAIL}, {@code RCPT}, {@code RCPT <a@b>}, {@code DATA}, {@code
 * CONTENT} (without reading it), {@code END} (of DATA, and of a chunk), {@code RSET}, {@code QUIT}.
 */
final class FakeNextHop implements AutoCloseable {

  /** Closes instead of answering. */
  static final String DROP = "DROP";

  /** Never answers. */
  static final String HANG = "HANG";

  /** Answers an octet at a time, and never comes to an end. */
  static final String TRICKLE = "TRICKLE";

  private static final Pattern RCPT = Pattern.compile("RCPT TO:(<.*>)");

  private final ServerSocket server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final Map<String, Queue<String>> once = new ConcurrentHashMap<>();
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private final List<byte[]> contents = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private volatile List<String> extensions = List.of();
  private volatile Optional<SSLContext> tls = Optional.empty();
  private volatile boolean implicitTls;
  private volatile boolean speaksLmtp;
  private final List<String> lmtp = new CopyOnWriteArrayList<>(); // accepted recipients
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean sentAhead;
  private volatile boolean octetByOctet;
  private volatile int connections;

  FakeNextHop() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    answer("GREETING", "220 fake.example ESMTP");
    answer("HELO", "250 fake.example");
    answer("MAIL", "250 2.1.0 ok");
    answer("RCPT", "250 2.1.5 ok");
    answer("DATA", "354 go ahead");
    answer("END", "250 2.0.0 queued as 1");
    answer("RSET", "250 2.0.0 ok");
    answer("QUIT", "221 2.0.0 bye");
    threads.execute(this::accept);
  }

  FakeNextHop offering(String... keywords) {
    extensions = List.of(keywords);
    return this;
  }

  /** Each in a packet of its own. */
  FakeNextHop sayingOctetByOctet() {
    octetByOctet = true;
    return this;
  }

  /** RFC 2033: LHLO, and {@code END} or {@code END <a@b>} for each accepted recipient. */
  FakeNextHop speakingLmtp() {
    speaksLmtp = true;
    return this;
  }

  /**
   * Answers STARTTLS with 220 and means it, or {@code implicit} speaks TLS from the first octet.
   */
  FakeNextHop withTls(SSLContext context, boolean implicit) {
    tls = Optional.of(context);
    implicitTls = implicit;
    return answer("STARTTLS", "220 2.0.0 go ahead");
  }

  /** Raw text; CRLF is added. */
  FakeNextHop answer(String stage, String reply) {
    answers.put(stage, reply);
    return this;
  }

  /** For the next time only, before what {@link #answer} says. */
  FakeNextHop answerOnce(String stage, String reply) {
    once.computeIfAbsent(stage, s -> new ConcurrentLinkedQueue<>()).add(reply);
    return this;
  }

  NextHop hop() {
    NextHop smtp = TestHops.smtp("fake.example", server.getInetAddress(), server.getLocalPort());
    return speaksLmtp ? TestHops.lmtp(smtp) : smtp;
  }

  int port() {
    return server.getLocalPort();
  }

  String relay() {
    return "fake.example[127.0.0.1]:" + port();
  }

  List<String> commands() {
    return List.copyOf(commands);
  }

  /** As they were before dots were doubled. */
  List<byte[]> contents() {
    return List.copyOf(contents);
  }

  int connections() {
    return connections;
  }

  /** How many connections neither side has closed. */
  long open() {
    return sockets.stream().filter(socket -> !socket.isClosed()).count();
  }

  /** Whether a command came before the one before it was answered. */
  boolean sentAhead() {
    return sentAhead;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        connections++;
        sockets.add(socket);
        threads.execute(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      Socket talking = implicitTls ? encrypted(socket) : socket;
      InputStream in = new BufferedInputStream(talking.getInputStream());
      OutputStream out = talking.getOutputStream();
      if (!reply(out, "GREETING")) {
        return;
      }
      List<String> group = new ArrayList<>();
      while (true) {
        String line = group.isEmpty() ? line(in) : group.remove(0);
        if (line.isEmpty()) {
          return;
        }
        commands.add(line);
        String verb = line.split(" ", 2)[0];
        if (verb.equals("MAIL")
            && extensions.contains("PIPELINING")
            && !extensions.contains("CHUNKING")) {
          // Answers nothing before the group is complete: a client that waits is stuck.
          do {
            group.add(line(in));
          } while (!group.get(group.size() - 1).equals("DATA"));
          sentAhead = true;
        } else if (group.isEmpty()) {
          sentAhead |= in.available() > 0;
        }
        if (verb.equals("QUIT") && HANG.equals(answers.get(verb))) {
          in.transferTo(OutputStream.nullOutputStream()); // until the client closes
          return;
        }
        if (!handle(line, verb, in, out) || verb.equals("QUIT")) {
          return;
        }
        if (verb.equals("STARTTLS") && answers.get(verb).startsWith("220")) {
          Socket encrypted = encrypted(socket);
          in = new BufferedInputStream(encrypted.getInputStream());
          out = encrypted.getOutputStream();
        }
      }
    } catch (IOException e) {
      // The client has left.
    }
  }

  private Socket encrypted(Socket socket) throws IOException {
    SSLSocketFactory factory = tls.orElseThrow().getSocketFactory();
    SSLSocket encrypted = (SSLSocket) factory.createSocket(socket, null, socket.getPort(), true);
    encrypted.setUseClientMode(false);
    commands.add("TLS");
    return encrypted;
  }

  private boolean handle(String line, String verb, InputStream in, OutputStream out)
      throws IOException {
    if (verb.equals(speaksLmtp ? "LHLO" : "EHLO") && !answers.containsKey("EHLO")) {
      StringBuilder reply = new StringBuilder("250");
      extensions.forEach(
          e -> reply.append(reply.length() == 3 ? "-fake\r\n250-" : "\r\n250-").append(e));
      int last = reply.lastIndexOf("250-");
      String text =
          last < 0 ? "250 fake" : reply.substring(0, last) + "250 " + reply.substring(last + 4);
      say(out, text);
      return true;
    }
    if (verb.equals("BDAT")) {
      int size = Integer.parseInt(line.split(" ")[1]);
      byte[] chunk = in.readNBytes(size);
      if (chunk.length < size) {
        return false;
      }
      contents.add(chunk);
      return reply(out, "END");
    }
    Matcher rcpt = RCPT.matcher(line);
    String stage =
        rcpt.matches() && answers.containsKey("RCPT " + rcpt.group(1))
            ? "RCPT " + rcpt.group(1)
            : verb;
    if (!reply(out, stage)) {
      return false;
    }
    if (speaksLmtp && rcpt.matches() && answers.get(stage).startsWith("2")) {
      lmtp.add(rcpt.group(1));
    }
    if (verb.equals("DATA") && answers.get("DATA").startsWith("3")) {
      if (answers.containsKey("CONTENT")) {
        return reply(out, "CONTENT");
      }
      contents.add(content(in));
      if (lmtp.isEmpty()) {
        return reply(out, "END");
      }
      for (String recipient : List.copyOf(lmtp)) {
        if (!reply(out, answers.containsKey("END " + recipient) ? "END " + recipient : "END")) {
          return false;
        }
      }
      lmtp.clear();
    }
    return true;
  }

  /** False where the connection is to be closed. */
  private boolean reply(OutputStream out, String stage) throws IOException {
    String first = once.getOrDefault(stage, new ConcurrentLinkedQueue<>()).poll();
    String reply = first != null ? first : answers.getOrDefault(stage, "500 5.5.1 what?");
    try {
      if (reply.equals(HANG)) {
        closed.await();
      }
      while (reply.equals(TRICKLE) && !closed.await(20, TimeUnit.MILLISECONDS)) {
        out.write('2');
      }
    } catch (InterruptedException e) {
      return false;
    }
    if (closed.getCount() == 0 || reply.equals(DROP)) {
      return false;
    }
    boolean drop = reply.endsWith(DROP);
    say(out, drop ? reply.substring(0, reply.length() - DROP.length()) : reply);
    return !drop;
  }

  private void say(OutputStream out, String reply) throws IOException {
    byte[] octets = (reply + "\r\n").getBytes(StandardCharsets.UTF_8);
    int piece = octetByOctet ? 1 : octets.length;
    for (int at = 0; at < octets.length; at += piece) {
      out.write(octets, at, piece);
      out.flush();
    }
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        throw new IOException("closed");
      }
      line.write(octet);
    }
    return line.toString(StandardCharsets.ISO_8859_1).replace("\r", "");
  }

  private static byte[] content(InputStream in) throws IOException {
    ByteArrayOutputStream raw = new ByteArrayOutputStream();
    raw.write('\r');
    raw.write('\n');
    int matched = 2;
    byte[] end = {'\r', '\n', '.', '\r', '\n'};
    while (matched < end.length) {
      int octet = in.read();
      if (octet < 0) {
        throw new IOException("closed");
      }
      raw.write(octet);
      matched = octet == end[matched] ? matched + 1 : octet == '\r' ? 1 : 0;
    }
    String stuffed = raw.toString(StandardCharsets.ISO_8859_1);
    String lines = stuffed.substring(0, stuffed.length() - 3).replace("\r\n.", "\r\n");
    return lines.substring(2).getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    server.close();
    threads.shutdownNow();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
