package org.chukei.deployed;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/**
 * The server that the relay delivers to: keeps what it takes octet for octet, and does to the
 * recipients whom a test names what the test says. It may go away and come back on its port.
 */
public final class NextHop implements Closeable {

  /**
   * A message as it was taken.
   *
   * @param content one character for each octet, dots taken out
   */
  public record Message(String sender, List<String> recipients, String content) {}

  /** What it offers unless a test says otherwise. */
  static final List<String> USUAL = List.of("PIPELINING", "8BITMIME", "SIZE 100000000");

  /** Instead of a reply: the connection is cut. */
  static final String CUT = "cut";

  /** How it takes one connection. */
  enum Mood {
    GOOD,
    /** Cuts the connection at once. */
    CLOSES,
    HANGS_AT_GREETING,
    HANGS_AT_RCPT,
    /** After the end of data, and takes nothing. */
    HANGS_AT_CONTENT,
    DEFERS_RECIPIENTS,
    DEFERS_CONTENT,
    REFUSES_RECIPIENTS,
    /** Takes the message, and does not say so. */
    CUTS_BEFORE_THE_REPLY,
    CUTS_AFTER_THE_REPLY,
    /** Content by dribs and drabs. */
    READS_SLOWLY
  }

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Message> messages = new CopyOnWriteArrayList<>();
  private final Map<String, List<String>> atRcpt = new ConcurrentHashMap<>();
  private final Map<String, List<String>> atEndOfData = new ConcurrentHashMap<>();
  private final List<String> unsaid = new CopyOnWriteArrayList<>();
  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private final int port;
  private volatile List<String> extensions = USUAL;
  private volatile ServerSocket server;
  private volatile Supplier<Mood> moods = () -> Mood.GOOD;

  private NextHop(ServerSocket server) {
    this.server = server;
    this.port = server.getLocalPort();
    accept(server);
  }

  /** On a free port of 127.0.0.1. */
  public static NextHop open() throws IOException {
    return new NextHop(listen(0));
  }

  public int port() {
    return port;
  }

  /** Answers to RCPT of this recipient: each once, in order, then 250 again. */
  public void onRcpt(String recipient, String... replies) {
    atRcpt.put(recipient, new CopyOnWriteArrayList<>(List.of(replies)));
  }

  /** Answers to the content for this first recipient: each once, in order, then 250 again. */
  public void onContent(String recipient, String... replies) {
    atEndOfData.put(recipient, new CopyOnWriteArrayList<>(List.of(replies)));
  }

  /** From now on, also to those who are connected: they have to come again. */
  void offer(List<String> keywords) throws IOException {
    extensions = keywords;
    for (Socket connection : connections) {
      connection.close();
    }
  }

  /** Asked at each connection that comes from now on. */
  public void moods(Supplier<Mood> mood) {
    moods = mood;
  }

  /** Whom it has refused for good. */
  public Set<String> refused() {
    return Set.copyOf(refused);
  }

  /** Whose mail it has taken, and whom it has refused for good. */
  Set<String> answeredFor() {
    Set<String> answered =
        messages.stream()
            .flatMap(message -> message.recipients().stream())
            .collect(Collectors.toSet());
    answered.addAll(refused);
    return answered;
  }

  /** How often a recipient was named, whatever was answered. */
  int rcpts(String recipient) {
    String path = "RCPT TO:<" + recipient + ">";
    return (int) commands.stream().filter(line -> line.startsWith(path)).count();
  }

  /** Recipients of what it took and did not say so, once for each time. */
  public List<String> unsaid() {
    return List.copyOf(unsaid);
  }

  /** Nobody answers on its port any more. */
  public void goAway() throws IOException {
    server.close();
    for (Socket connection : connections) {
      connection.close();
    }
  }

  public void comeBack() throws IOException {
    server = listen(port);
    accept(server);
  }

  /** Each MAIL and RCPT, as it was said. */
  List<String> commands() {
    return List.copyOf(commands);
  }

  public List<Message> messages() {
    return List.copyOf(messages);
  }

  /** Waits for a message with this recipient. */
  public Message awaitMessageTo(String recipient) {
    Predicate<Message> wanted = message -> message.recipients().contains(recipient);
    return Awaitility.await("a message to " + recipient)
        .atMost(Duration.ofSeconds(90))
        .until(() -> messages.stream().filter(wanted).findFirst().orElse(null), m -> m != null);
  }

  private static ServerSocket listen(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 200);
    return socket;
  }

  private void accept(ServerSocket listening) {
    threads.execute(
        () -> {
          try {
            while (true) {
              Socket connection = listening.accept();
              connections.add(connection);
              threads.execute(() -> serve(connection));
            }
          } catch (IOException e) {
            // It went away.
          }
        });
  }

  private void serve(Socket connection) {
    try (connection) {
      new Session(connection).run();
    } catch (IOException e) {
      // The relay or the test cut the connection.
    } finally {
      connections.remove(connection);
    }
  }

  private static String take(Map<String, List<String>> replies, String recipient, String usual) {
    List<String> told = replies.getOrDefault(recipient, List.of());
    return told.isEmpty() ? usual : told.remove(0);
  }

  @Override
  public void close() throws IOException {
    goAway();
    threads.shutdownNow();
  }

  private final class Session {

    private final InputStream in;
    private final OutputStream out;
    private final ByteArrayOutputStream chunks = new ByteArrayOutputStream();
    private final Mood mood = moods.get();
    private boolean hasTaken;
    private String sender = "";
    private final List<String> recipients = new ArrayList<>();

    Session(Socket connection) throws IOException {
      in = new BufferedInputStream(connection.getInputStream());
      out = connection.getOutputStream();
    }

    void run() throws IOException {
      if (mood == Mood.CLOSES) {
        return;
      }
      hangIf(Mood.HANGS_AT_GREETING);
      say("220 hop.example ESMTP");
      for (String line = readLine(); line != null; line = readLine()) {
        String reply = reply(line);
        if (reply.equals(CUT)) {
          return;
        }
        say(reply);
        if (reply.startsWith("221") || hasTaken && mood == Mood.CUTS_AFTER_THE_REPLY) {
          return;
        }
      }
    }

    /** Until the relay, or the test, ends the connection. */
    private void hangIf(Mood hanging) throws IOException {
      while (mood == hanging) {
        if (in.read() < 0) {
          throw new EOFException("the relay has hung up");
        }
      }
    }

    private String reply(String line) throws IOException {
      String verb = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
      return switch (verb) {
        case "EHLO" ->
            "250-hop.example\r\n250-" + String.join("\r\n250-", extensions) + "\r\n250 OK";
        case "HELO", "NOOP" -> "250 ok";
        case "RSET" -> mail("");
        case "MAIL" -> {
          commands.add(line);
          yield mail(path(line));
        }
        case "RCPT" -> {
          commands.add(line);
          yield rcpt(path(line));
        }
        case "DATA" -> recipients.isEmpty() ? "554 no recipients" : data();
        case "BDAT" -> chunk(line.split(" "));
        case "QUIT" -> "221 bye";
        default -> "500 what?";
      };
    }

    private String mail(String from) {
      sender = from;
      recipients.clear();
      chunks.reset();
      return "250 ok";
    }

    private String rcpt(String recipient) throws IOException {
      hangIf(Mood.HANGS_AT_RCPT);
      if (mood == Mood.DEFERS_RECIPIENTS) {
        return "450 4.2.1 later";
      }
      if (mood == Mood.REFUSES_RECIPIENTS) {
        refused.add(recipient);
        return "550 5.1.1 nobody of this name";
      }
      String reply = take(atRcpt, recipient, "250 2.1.5 ok");
      if (reply.startsWith("2")) {
        recipients.add(recipient);
      }
      return reply;
    }

    private String chunk(String[] words) throws IOException {
      chunks.write(in.readNBytes(Integer.parseInt(words[1])));
      return words.length > 2 ? taken(chunks) : "250 2.0.0 go on";
    }

    private String data() throws IOException {
      say("354 go on");
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      String line = readLine();
      for (; !".".equals(line); line = readLine()) {
        if (line == null) {
          throw new EOFException("the content has no end");
        }
        if (mood == Mood.READS_SLOWLY) {
          LockSupport.parkNanos(2_000_000);
        }
        String bare = line.startsWith(".") ? line.substring(1) : line;
        content.write((bare + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      }
      return taken(content);
    }

    private String taken(ByteArrayOutputStream content) throws IOException {
      hangIf(Mood.HANGS_AT_CONTENT);
      if (mood == Mood.DEFERS_CONTENT) {
        return "451 4.3.0 later";
      }
      String reply = take(atEndOfData, recipients.get(0), "250 2.0.0 taken");
      if (reply.startsWith("2")) {
        messages.add(
            new Message(
                sender, List.copyOf(recipients), content.toString(StandardCharsets.ISO_8859_1)));
      }
      hasTaken = true;
      if (mood == Mood.CUTS_BEFORE_THE_REPLY) {
        unsaid.addAll(recipients);
        return CUT;
      }
      return reply;
    }

    private static String path(String line) {
      return line.substring(line.indexOf('<') + 1, line.indexOf('>'));
    }

    /** Without CRLF; null at the end. A lone LF ends no line. */
    private String readLine() throws IOException {
      StringBuilder line = new StringBuilder();
      for (int octet = in.read(); octet >= 0; octet = in.read()) {
        line.append((char) octet);
        int length = line.length();
        if (octet == '\n' && length > 1 && line.charAt(length - 2) == '\r') {
          return line.substring(0, length - 2);
        }
      }
      return null;
    }

    private void say(String reply) throws IOException {
      out.write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }
  }
}
