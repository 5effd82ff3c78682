package org.chukei.connector.netty;

import io.netty.buffer.ByteBuf;
import java.util.Optional;
import org.chukei.connector.session.Session;
import org.chukei.connector.session.Step;
import org.chukei.connector.session.Step.Expect;

/**
 * Makes of a client's octets what its {@link Session} is told: command lines, lines of an AUTH
 * exchange, content. For the connection's event loop only.
 */
final class ClientInput {

  private final Session session;
  private final LineDecoder lines;
  private final ContentIntake content;
  private final Deadlines deadlines;
  private Expect expect = Expect.COMMAND;

  ClientInput(Door door, Session session, Deadlines deadlines) {
    this.session = session;
    this.lines = door.newLineDecoder();
    this.content = new ContentIntake(door, session, door.counters()::fault);
    this.deadlines = deadlines;
  }

  boolean isContent() {
    return content.isReading();
  }

  /** What the session said is to come next. */
  void expect(Expect next) {
    expect = next;
    if (next == Expect.CONTENT) {
      content.beginData();
      deadlines.contentBegins();
    }
  }

  /** The session's step, where the chunk is at its end before it has begun. */
  Optional<Step> expect(Step.ReadChunk chunk) {
    content.beginChunk(chunk);
    deadlines.contentBegins();
    return content.isAtEnd() ? Optional.of(content.end()) : Optional.empty();
  }

  /** Takes one thing off the front, and tells the session; empty where it is not complete yet. */
  Optional<Step> take(ByteBuf in) {
    return content.isReading() ? takeContent(in) : lines.decode(in).map(this::line);
  }

  private Step line(LineDecoder.Line line) {
    if (line instanceof LineDecoder.Line.Text text) {
      return expect == Expect.AUTH_LINE
          ? session.authLine(text.octets())
          : session.command(text.octets());
    }
    return session.fault(((LineDecoder.Line.Faulty) line).fault());
  }

  private Optional<Step> takeContent(ByteBuf in) {
    content.read(in);
    deadlines.clientWasHeard();
    if (content.isAtEnd()) {
      return Optional.of(content.end());
    }
    return Optional.of(deadlines.isContentLate() ? session.contentTimeout() : new Step.Continue());
  }

  /** Gives back what was kept of a content that nobody needs any more. */
  void dispose() {
    content.dispose();
  }
}
