package org.chukei.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chukei.smtp.BodyType;
import org.chukei.smtp.ForwardPath;
import org.chukei.smtp.Reply;
import org.chukei.store.ContentSource;
import org.chukei.store.StoredEnvelope;

/**
 * MAIL, RCPT, DATA with one next hop (RFC 5321 §3.3), in one group where PIPELINING is offered (RFC
 * 2920), step by step where not. Used once.
 */
final class MailTransaction {

  private final SmtpDialogue dialogue;
  private final Extensions extensions;
  private final StoredEnvelope envelope;
  private final List<ForwardPath> recipients;
  private final ContentSource content;

  /** Empty: accepted so far, or not asked yet. */
  private final List<Optional<Answer>> answers;

  private int accepted;
  private boolean begun;
  private boolean over;

  /**
   * @param recipients those of the envelope's that this transaction is for, at least one
   */
  MailTransaction(
      SmtpDialogue dialogue,
      Extensions extensions,
      StoredEnvelope envelope,
      List<ForwardPath> recipients,
      ContentSource content) {
    this.dialogue = dialogue;
    this.extensions = extensions;
    this.envelope = envelope;
    this.recipients = List.copyOf(recipients);
    this.content = content;
    this.answers = new ArrayList<>();
    recipients.forEach(recipient -> answers.add(Optional.empty()));
  }

  /**
   * One answer a recipient, in their order, whatever the peer does.
   *
   * @param resetFirst whether the peer holds the beginnings of an earlier transaction
   * @throws ConversationEnded before the peer had answered MAIL: nothing has begun
   * @throws UnreadableContentException where our own content failed, before the end of data
   */
  List<Answer> run(boolean resetFirst) throws ConversationEnded, UnreadableContentException {
    try {
      if (resetFirst) {
        reset();
      }
      if (extensions.pipelining()) {
        inOneGroup();
      } else {
        stepByStep();
      }
    } catch (ConversationEnded e) {
      if (!begun) {
        throw e;
      }
      answerTheRest(e.answer());
    }
    return answers.stream().map(Optional::orElseThrow).toList();
  }

  /** Whether the peer has taken or refused the content, and holds nothing of it any more. */
  boolean isOver() {
    return over;
  }

  private void reset() throws ConversationEnded {
    dialogue.send("RSET\r\n", "RSET");
    Reply reply = dialogue.reply("RSET", dialogue.timeouts().command());
    if (reply.code() / 100 != 2) {
      throw dialogue.unexpected(reply, "RSET");
    }
  }

  private void stepByStep() throws ConversationEnded, UnreadableContentException {
    dialogue.send(mail(), "MAIL");
    if (!readMail()) {
      return;
    }
    for (int i = 0; i < recipients.size(); i++) {
      dialogue.send(rcpt(i), "RCPT");
      readRcpt(i);
    }
    if (accepted > 0 && extensions.chunking()) {
      sendChunk();
    } else if (accepted > 0) {
      dialogue.send("DATA\r\n", "DATA");
      readData();
    }
  }

  /**
   * RFC 2920 §3.1: DATA may be the last of a group, and every reply has to be read, whatever the
   * earlier ones were. A chunk is kept back until it is known that somebody wants it: a connection
   * that is lost before any reply has then begun nothing, and it costs no more round trips than
   * DATA.
   */
  private void inOneGroup() throws ConversationEnded, UnreadableContentException {
    StringBuilder group = new StringBuilder(mail());
    for (int i = 0; i < recipients.size(); i++) {
      group.append(rcpt(i));
    }
    if (!extensions.chunking()) {
      group.append("DATA\r\n");
    }
    dialogue.send(group.toString(), "MAIL");
    boolean mailAccepted = readMail();
    for (int i = 0; i < recipients.size(); i++) {
      if (mailAccepted) {
        readRcpt(i);
      } else {
        dialogue.reply("RCPT", dialogue.timeouts().command());
      }
    }
    if (!extensions.chunking()) {
      readData();
    } else if (accepted > 0) {
      sendChunk();
    }
  }

  private String mail() throws UnreadableContentException {
    StringBuilder line = new StringBuilder("MAIL FROM:").append(envelope.sender());
    if (extensions.size()) {
      line.append(" SIZE=").append(envelope.size()); // RFC 1870 §5
    }
    // RFC 6152 §2: the parameter only where the sender declared it; undeclared octets pass as they
    // came, undeclared.
    BodyType body = envelope.parameters().body();
    if (body == BodyType.BINARY_MIME
        || body == BodyType.EIGHT_BIT_MIME && extensions.eightBitMime()) {
      line.append(" BODY=").append(body.keyword());
    }
    if (extensions.smtpUtf8() && SmtpUtf8Need.isOf(envelope, recipients, content)) {
      line.append(" SMTPUTF8");
    }
    if (dialogue.hop().requireTls()) {
      line.append(" REQUIRETLS"); // RFC 8689 §4.2.1; the opening saw that it is offered
    }
    if (extensions.dsn()) {
      line.append(DsnWords.of(envelope.parameters()));
    }
    return line.append("\r\n").toString();
  }

  private String rcpt(int index) {
    ForwardPath recipient = recipients.get(index);
    String dsn = extensions.dsn() ? DsnWords.of(envelope.parametersOf(recipient)) : "";
    return "RCPT TO:" + recipient + dsn + "\r\n";
  }

  private boolean readMail() throws ConversationEnded {
    Reply reply = dialogue.reply("MAIL", dialogue.timeouts().command());
    begun = true;
    if (reply.code() / 100 == 3) {
      throw dialogue.unexpected(reply, "MAIL");
    }
    if (!reply.isPositive()) {
      answerTheRest(Answer.of(reply));
    }
    return reply.isPositive();
  }

  private void readRcpt(int index) throws ConversationEnded {
    Reply reply = dialogue.reply("RCPT", dialogue.timeouts().command());
    if (reply.code() / 100 == 3) {
      throw dialogue.unexpected(reply, "RCPT");
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

  private void readData() throws ConversationEnded, UnreadableContentException {
    Reply reply = dialogue.reply("DATA", dialogue.timeouts().dataInitiation());
    if (reply.code() / 100 == 2) {
      throw dialogue.unexpected(reply, "DATA");
    }
    if (!reply.isPositive()) {
      answerTheRest(Answer.of(reply));
    } else if (accepted == 0) {
      if (dialogue.hop().isLmtp()) {
        // RFC 2033 §4.2: it must not; and no reply would come to the end of data.
        throw dialogue.unexpected(reply, "DATA without a recipient");
      }
      // RFC 2920 §3.1: a server that accepts DATA without a recipient gets an empty content.
      dialogue.send(".\r\n", "the end of data");
      dialogue.reply("the end of data", dialogue.timeouts().dataTermination());
      over = true;
    } else {
      new ContentTransfer(dialogue, content).byData();
      readAnswersToContent();
      over = true;
    }
  }

  private void sendChunk() throws ConversationEnded, UnreadableContentException {
    new ContentTransfer(dialogue, content).byChunk(envelope.size());
    readAnswersToContent();
    // RFC 3030 §2: what a peer that refused a chunk still holds of the transaction is not known.
    over =
        answers.stream()
            .flatMap(Optional::stream)
            .anyMatch(answer -> answer.kind().handover().isPresent());
  }

  /** RFC 5321 §4.2.5: this reply is for every accepted recipient. */
  private Answer answerToEndOfContent() throws ConversationEnded {
    try {
      Reply reply = dialogue.reply("the end of data", dialogue.timeouts().dataTermination());
      if (reply.code() / 100 == 3) {
        throw dialogue.unexpected(reply, "the end of data");
      }
      return handedOver(Answer.of(reply));
    } catch (ConversationEnded e) {
      // RFC 1047: the peer may have taken it. It is tried again, and may arrive twice, but is never
      // lost; not at once at another address, which would make twice the rule.
      throw e.answer().remote() ? e : new ConversationEnded(dialogue.hop(), e.answer().onlyLater());
    }
  }

  /** RFC 2033 §1: who speaks LMTP delivers, and has done so when it says yes. */
  private Answer handedOver(Answer answer) {
    if (extensions.dsn()) {
      return answer.withReportFromThere();
    }
    return dialogue.hop().isLmtp() ? answer.fromTheMailbox() : answer;
  }

  /** RFC 2033 §4.2: by LMTP, one reply for each accepted recipient, in their order. */
  private void readAnswersToContent() throws ConversationEnded {
    if (!dialogue.hop().isLmtp()) {
      answerTheRest(answerToEndOfContent());
      return;
    }
    for (int i = 0; i < answers.size(); i++) {
      if (answers.get(i).isEmpty()) {
        answers.set(i, Optional.of(answerToEndOfContent()));
      }
    }
  }

  private void answerTheRest(Answer answer) {
    answers.replaceAll(known -> known.isPresent() ? known : Optional.of(answer));
  }
}
