package org.chukei.connector.session;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chukei.connector.api.MessageContent;
import org.chukei.connector.api.SmtpListener;
import org.chukei.connector.session.Step.Expect;
import org.chukei.connector.session.Step.ReadChunk;
import org.chukei.dialogue.Wire;
import org.chukei.smtp.Reply;
import org.chukei.smtp.ReplyEncoder;
import org.chukei.smtp.SmtpLimits;

/**
 * A session without a network: lines and content are cut by string functions, questions asked on
 * the spot.
 */
public final class SessionWire implements Wire {

  private static final Pattern BARE = Pattern.compile("[\r\n]");
  private static final Pattern BARE_SO_FAR = Pattern.compile("\r(?!\\z)|\n");

  static final TlsFacts TLS =
      new TlsFacts(
          "TLSv1.3",
          "TLS_AES_256_GCM_SHA384",
          Optional.of(new ChannelBinding("tls-server-end-point", new byte[32])),
          Optional.empty());

  private final Session session;
  private final SmtpListener listener;
  private final Deque<String> said = new ArrayDeque<>();
  private String input = "";
  private Expect expect = Expect.COMMAND;
  private boolean swallowing;
  private ReadChunk chunk;
  private String chunks = "";

  public SessionWire(Session session, SmtpListener listener) {
    this.session = session;
    this.listener = listener;
    perform(session.connected());
  }

  @Override
  public void send(byte[] octets) {
    input += new String(octets, StandardCharsets.ISO_8859_1);
    while (expect != Expect.CLOSE
        && expect != Expect.TLS
        && (chunk != null ? takeChunk() : expect == Expect.CONTENT ? takeContent() : takeLine())) {}
  }

  private boolean takeChunk() {
    if (input.length() < chunk.octets()) {
      return false;
    }
    String octets = input.substring(0, (int) chunk.octets());
    input = input.substring(octets.length());
    ReadChunk read = chunk;
    chunk = null;
    if (read.form() == ReadChunk.Form.UNWANTED) {
      perform(session.chunkRead());
      return true;
    }
    chunks += octets;
    // A CR at the end may yet be half of a CRLF, unless this is the end.
    String whole = chunks.replaceFirst(read.last() ? "\\z" : "\r\\z", "");
    boolean bare = BARE.matcher(whole.replace("\r\n", "")).find();
    boolean binary = read.form() == ReadChunk.Form.BINARY;
    Optional<ContentFault> fault =
        bare && !binary ? Optional.of(ContentFault.BARE_CR_OR_LF) : loop(chunks);
    if (fault.isEmpty() && !read.last()) {
      perform(session.chunkRead());
      return true;
    }
    String content = chunks;
    chunks = "";
    perform(
        fault
            .map(session::fault)
            .orElseGet(
                () -> session.content(new Octets(content.getBytes(StandardCharsets.ISO_8859_1)))));
    return true;
  }

  private static Optional<ContentFault> loop(String content) {
    long hops =
        Arrays.stream(content.split("\r\n\r\n", 2)[0].split("\r\n"))
            .filter(l -> l.toLowerCase().matches("received[ \t]*:.*"))
            .count();
    return hops > SmtpLimits.HOPS ? Optional.of(ContentFault.TOO_MANY_HOPS) : Optional.empty();
  }

  private boolean takeLine() {
    int end = input.indexOf("\r\n");
    String line = end < 0 ? input : input.substring(0, end);
    String rest = end < 0 ? (line.endsWith("\r") ? "\r" : "") : input.substring(end + 2);
    if (swallowing) {
      swallowing = end < 0;
      input = rest;
      return !swallowing;
    }
    // A CR at the very end may yet be half of a CRLF.
    Matcher bare = (end < 0 ? BARE_SO_FAR : BARE).matcher(line);
    boolean isBare = bare.find();
    int good = isBare ? bare.start() : line.endsWith("\r") ? line.length() - 1 : line.length();
    boolean tooLong = good + 2 > SmtpLimits.AUTH_LINE;
    if (isBare || tooLong) {
      swallowing = end < 0;
      input = rest;
      perform(session.fault(tooLong ? LineFault.TOO_LONG : LineFault.BARE_CR_OR_LF));
      return !swallowing;
    }
    if (end < 0) {
      return false;
    }
    input = rest;
    perform(expect == Expect.AUTH_LINE ? session.authLine(line) : session.command(line));
    return true;
  }

  private boolean takeContent() {
    ReferenceContent content = ReferenceContent.of(input);
    if (content == null) {
      return false;
    }
    input = input.substring(content.end());
    Optional<ContentFault> fault =
        content.bareCrOrLf()
            ? Optional.of(ContentFault.BARE_CR_OR_LF)
            : loop(new String(content.content(), StandardCharsets.ISO_8859_1));
    if (fault.isPresent()) {
      perform(session.fault(fault.get()));
    } else {
      perform(session.content(new Octets(content.content())));
    }
    return true;
  }

  private void perform(Step step) {
    if (step instanceof Step.Ask ask) {
      perform(session.answer(ask.question().putTo(listener)));
    } else if (step instanceof ReadChunk next) {
      chunk = next;
    } else if (step instanceof Step.Say say) {
      if (!session.isAmidChunks()) {
        chunks = "";
      }
      expect = say.next();
      if (expect == Expect.TLS) {
        input = "";
      }
      for (Reply reply : say.replies()) {
        String text = new String(ReplyEncoder.encode(reply), StandardCharsets.ISO_8859_1);
        said.addAll(Arrays.asList(text.split("\r\n")));
      }
    }
  }

  @Override
  public Optional<String> readLine() {
    if (said.isEmpty() && expect != Expect.CLOSE) {
      throw new AssertionError("the session says nothing");
    }
    return Optional.ofNullable(said.poll());
  }

  @Override
  public void startTls() {
    if (expect != Expect.TLS) {
      throw new AssertionError("the session does not expect TLS");
    }
    expect = Expect.COMMAND;
    session.secured(TLS);
  }

  /** All lines that were not read yet. */
  public List<String> said() {
    return List.copyOf(said);
  }

  public boolean isOpen() {
    return expect != Expect.CLOSE;
  }

  @Override
  public void endInput() {
    // What is read to its end closes the connection, not the session.
    expect = Expect.CLOSE;
  }

  @Override
  public void close() {
    // There is nothing to close.
  }

  private record Octets(byte[] octets) implements MessageContent {
    @Override
    public long size() {
      return octets.length;
    }

    @Override
    public Optional<String> messageId() {
      return Optional.empty();
    }

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(octets);
    }
  }
}
