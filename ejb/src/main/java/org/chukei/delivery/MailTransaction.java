package org.chukei.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chukei.smtp.BodyType;
import org.chukei.smtp.ForwardPath;
import org.chukei.smtp.Reply;
import org.chukei.smtp.ReversePath;
import org.chukei.store.ContentSource;

/**
 * MAIL, RCPT, DATA with one next hop (RFC 5321 §3.3), in one group where PIPELINING is offered (RFC
 * 2920), step by step where not. Used once.
 */
final class MailTransaction {

  private static final int CHUNK = 16_384;

  private final ReversePath sender;
  private final List<ForwardPath> recipients;
  private final BodyType body;
  private final long size;
  private final ContentSource content;

  /** Empty: accepted so far, or not asked yet. */
  private final List<Optional<Answer>> answers;

  private int accepted;

  /**
   * @param recipients at least one
   * @param size of the content in octets
   */
  MailTransaction(
      ReversePath sender,
      List<ForwardPath> recipients,
      BodyType body,
      long size,
      ContentSource content) {
    this.sender = sender;
    this.recipients = List.copyOf(recipients);
    this.body = body;
    this.size = size;
    this.content = content;
    this.answers = new ArrayList<>();
    recipients.forEach(recipient -> answers.add(Optional.empty()));
  }

  /** One answer a recipient, in their order. */
  List<Answer> run(SmtpConnection connection) throws UnreadableContentException {
    try {
      connection.resetIfNeeded();
      connection.transactionBegins();
      if (connection.extensions().pipelining()) {
        inOneGroup(connection);
      } else {
        stepByStep(connection);
      }
    } catch (ConversationEnded e) {
      answerTheRest(e.answer());
    }
    return answers.stream().map(Optional::orElseThrow).toList();
  }

  private void stepByStep(SmtpConnection connection)
      throws ConversationEnded, UnreadableContentException {
    connection.send(mail(connection), "MAIL");
    if (!readMail(connection)) {
      return;
    }
    for (int i = 0; i < recipients.size(); i++) {
      connection.send(rcpt(i), "RCPT");
      readRcpt(connection, i);
    }
    if (accepted > 0) {
      connection.send("DATA\r\n", "DATA");
      readData(connection);
    }
  }

  /**
   * RFC 2920 §3.1: DATA may be the last of a group, and every reply has to be read, whatever the
   * earlier ones were.
   */
  private void inOneGroup(SmtpConnection connection)
      throws ConversationEnded, UnreadableContentException {
    StringBuilder group = new StringBuilder(mail(connection));
    for (int i = 0; i < recipients.size(); i++) {
      group.append(rcpt(i));
    }
    connection.send(group.append("DATA\r\n").toString(), "MAIL");
    boolean mailAccepted = readMail(connection);
    for (int i = 0; i < recipients.size(); i++) {
      if (mailAccepted) {
        readRcpt(connection, i);
      } else {
        connection.reply("RCPT", connection.timeouts().command());
      }
    }
    readData(connection);
  }

  private String mail(SmtpConnection connection) {
    StringBuilder line = new StringBuilder("MAIL FROM:").append(sender);
    if (connection.extensions().size()) {
      line.append(" SIZE=").append(size); // RFC 1870 §5
    }
    // RFC 6152 §2: the parameter only where the sender declared it; undeclared octets pass as they
    // came, undeclared.
    if (connection.extensions().eightBitMime() && body == BodyType.EIGHT_BIT_MIME) {
      line.append(" BODY=").append(body.keyword());
    }
    return line.append("\r\n").toString();
  }

  private String rcpt(int index) {
    return "RCPT TO:" + recipients.get(index) + "\r\n";
  }

  private boolean readMail(SmtpConnection connection) throws ConversationEnded {
    Reply reply = connection.reply("MAIL", connection.timeouts().command());
    if (reply.code() / 100 == 3) {
      throw connection.unexpected(reply, "MAIL");
    }
    if (!reply.isPositive()) {
      answerTheRest(Answer.of(reply));
    }
    return reply.isPositive();
  }

  private void readRcpt(SmtpConnection connection, int index) throws ConversationEnded {
    Reply reply = connection.reply("RCPT", connection.timeouts().command());
    if (reply.code() / 100 == 3) {
      throw connection.unexpected(reply, "RCPT");
    }
    if (reply.isPositive()) {
      accepted++;
    } else if (reply.code() == 552 && accepted > 0) {
      // RFC 5321 §4.5.3.1.10: 552 behind accepted recipients may mean too many recipients, so it is
      // taken for 452. Alone in its next transaction, this one learns what was meant.
      answers.set(index, Optional.of(Answer.notNow(reply)));
    } else {
      answers.set(index, Optional.of(Answer.of(reply)));
    }
  }

  private void readData(SmtpConnection connection)
      throws ConversationEnded, UnreadableContentException {
    Reply reply = connection.reply("DATA", connection.timeouts().dataInitiation());
    if (reply.code() / 100 == 2) {
      throw connection.unexpected(reply, "DATA");
    }
    if (!reply.isPositive()) {
      answerTheRest(Answer.of(reply));
    } else if (accepted == 0) {
      // RFC 2920 §3.1: a server that accepts DATA without a recipient gets an empty content.
      connection.send(".\r\n", "the end of data");
      connection.reply("the end of data", connection.timeouts().dataTermination());
      connection.transactionEnds();
    } else {
      sendContent(connection);
      answerTheRest(answerToEndOfData(connection));
      connection.transactionEnds();
    }
  }

  private void sendContent(SmtpConnection connection)
      throws ConversationEnded, UnreadableContentException {
    DotStuffing out = new DotStuffing(connection::sendContent);
    byte[] chunk = new byte[CHUNK];
    try (ContentReader in = new ContentReader(content)) {
      for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
        out.write(chunk, count);
      }
      requireSilence(connection);
      out.end();
    }
  }

  /** A 250 that is there before the end of data can't be the answer to it; a refusal can. */
  private static void requireSilence(SmtpConnection connection) throws ConversationEnded {
    Optional<Reply> early = connection.unasked("the content");
    if (early.isPresent()) {
      throw early.get().isPositive()
          ? connection.unexpected(early.get(), "the content before its end")
          : connection.refusedEarly(early.get());
    }
  }

  /** RFC 5321 §4.2.5: this reply is for every accepted recipient. */
  private static Answer answerToEndOfData(SmtpConnection connection) throws ConversationEnded {
    try {
      Reply reply = connection.reply("the end of data", connection.timeouts().dataTermination());
      if (reply.code() / 100 == 3) {
        throw connection.unexpected(reply, "the end of data");
      }
      return Answer.of(reply);
    } catch (ConversationEnded e) {
      // RFC 1047: the peer may have taken it. It is tried again, and may arrive twice, but is never
      // lost; not at once at another address, which would make twice the rule.
      throw e.answer().remote() ? e : new ConversationEnded(e.answer().onlyLater(), true);
    }
  }

  private void answerTheRest(Answer answer) {
    answers.replaceAll(known -> known.isPresent() ? known : Optional.of(answer));
  }
}
