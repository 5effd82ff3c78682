package org.chukei.connector.session;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.chukei.connector.api.Limit;
import org.chukei.connector.api.MessageContent;
import org.chukei.connector.api.RelayRequest;
import org.chukei.connector.api.SessionFacts;
import org.chukei.connector.api.Verdict;
import org.chukei.connector.session.Step.Expect;
import org.chukei.connector.session.Step.ReadChunk;
import org.chukei.connector.session.Step.ReadChunk.Form;
import org.chukei.connector.session.Step.Say;
import org.chukei.smtp.Command;
import org.chukei.smtp.ForwardPath;
import org.chukei.smtp.Reply;

/**
 * The mail transactions of one session, one after the other (RFC 5321 §3.3): MAIL, RCPT and the
 * content.
 */
final class MailDialogue {

  private final Conversation conversation;
  private final Supplier<SessionFacts> facts;
  private final int mostRecipients;
  private Optional<Transaction> transaction = Optional.empty();

  /** Whether what is read now is the end of the content. */
  private boolean endsContent;

  private Supplier<Step> afterChunk = Step.Continue::new;

  MailDialogue(Conversation conversation, Supplier<SessionFacts> facts, int mostRecipients) {
    this.mostRecipients = mostRecipients;
    this.conversation = conversation;
    this.facts = facts;
  }

  boolean isInTransaction() {
    return transaction.isPresent();
  }

  void reset() {
    transaction = Optional.empty();
  }

  /** MAIL of a client that has said EHLO, or HELO and no parameters. */
  Step mail(Command.Mail mail, long messageSizeLimit) {
    if (transaction.isPresent()) {
      return conversation.mistake(Replies.NESTED_MAIL);
    }
    if (mail.size().orElse(0) > messageSizeLimit) {
      return conversation.say(ContentFault.TOO_LARGE.reply()); // RFC 1870 §6.1
    }
    transaction = Optional.of(new Transaction(mail.sender(), mail.parameters(), mostRecipients));
    return conversation.say(Replies.SENDER_OK);
  }

  Step rcpt(Command.Rcpt said) {
    ForwardPath recipient = said.recipient();
    if (transaction.isEmpty()) {
      return conversation.mistake(Replies.MAIL_FIRST);
    }
    if (transaction.get().isChunked()) {
      return conversation.mistake(Replies.AMID_CHUNKS);
    }
    transaction.get().rcptTried();
    if (!recipient.isAscii() && !transaction.get().isInternational()) {
      return conversation.say(Replies.NEEDS_SMTPUTF8);
    }
    if (transaction.get().isFullFor(recipient)) {
      return new Say(
          List.of(Replies.TOO_MANY_RECIPIENTS), Expect.COMMAND, Optional.of(Limit.RECIPIENTS));
    }
    return conversation.ask(
        new Question.MayRelay(
            new RelayRequest(facts.get(), transaction.get().sender(), recipient),
            said.parameters()));
  }

  Step data() {
    if (transaction.isPresent() && transaction.get().isChunked()) {
      return conversation.mistake(Replies.AMID_CHUNKS); // RFC 3030 §2
    }
    Optional<Supplier<Step>> refusal = refusalOfContent();
    if (refusal.isPresent()) {
      return refusal.get().get();
    }
    if (transaction.orElseThrow().isBinary()) {
      return conversation.mistake(Replies.BDAT_FOR_BINARY); // RFC 3030 §3
    }
    endsContent = true;
    return new Say(Replies.SEND_CONTENT, Expect.CONTENT);
  }

  /** BDAT: its chunk comes, whatever is thought of it, and the reply behind it (RFC 3030 §2). */
  Step bdat(Command.Bdat bdat) {
    Optional<Supplier<Step>> refusal = refusalOfContent();
    if (refusal.isPresent()) {
      return unwanted(bdat, refusal.get());
    }
    Transaction current = transaction.orElseThrow();
    current.beginChunks();
    if (current.fault().isPresent()) {
      return unwanted(bdat, () -> failed(current.fault().get(), bdat.last()));
    }
    endsContent = bdat.last();
    afterChunk = () -> conversation.say(Replies.CHUNK_OK);
    return new ReadChunk(bdat.size(), bdat.last(), current.isBinary() ? Form.BINARY : Form.LINES);
  }

  /** A chunk that is thrown away; then comes the reply. */
  Step unwanted(Command.Bdat bdat, Supplier<Step> then) {
    afterChunk = then;
    return new ReadChunk(bdat.size(), bdat.last(), Form.UNWANTED);
  }

  Step chunkRead() {
    return afterChunk.get();
  }

  boolean isAmidChunks() {
    return transaction.map(t -> t.isChunked() && t.fault().isEmpty()).orElse(false);
  }

  /** What to answer where no content may come now. */
  private Optional<Supplier<Step>> refusalOfContent() {
    if (transaction.isEmpty()) {
      return Optional.of(() -> conversation.mistake(Replies.MAIL_FIRST));
    }
    if (transaction.get().hasRecipients()) {
      return Optional.empty();
    }
    // RFC 5321 §3.3 allows both: 554 tells a pipelining client that all its recipients failed.
    return Optional.of(
        transaction.get().wasRcptTried()
            ? () -> conversation.say(Replies.NO_VALID_RECIPIENTS)
            : () -> conversation.mistake(Replies.RCPT_FIRST));
  }

  /** The end of the content was read, and all before it is well. */
  Step content(MessageContent content) {
    return conversation.ask(
        new Question.TakeCharge(transaction.orElseThrow().envelope(facts.get()), content));
  }

  /** The end of the content or of a chunk was read, and the message can't be taken. */
  Step fault(ContentFault fault) {
    return failed(fault, endsContent);
  }

  /**
   * A pipelining client sends its other chunks all the same: they get the same answer, and the
   * transaction ends with the last of them, or with RSET.
   */
  private Step failed(ContentFault fault, boolean last) {
    Transaction current = transaction.orElseThrow();
    boolean isNews = current.fault().isEmpty();
    current.fail(fault);
    if (last) {
      transaction = Optional.empty();
    }
    return isNews
        ? conversation.ask(new Question.Refused(current.envelope(facts.get()), fault.reply()))
        : conversation.say(fault.reply());
  }

  Step answer(Question.MayRelay question, Optional<Verdict> verdict) {
    if (verdict.orElse(null) instanceof Verdict.Accepted accepted) {
      transaction
          .orElseThrow()
          .accept(question.request().recipient(), question.parameters(), accepted);
    }
    return conversation.say(reply(verdict));
  }

  Step answerToContent(Optional<Verdict> verdict) {
    transaction = Optional.empty();
    if (verdict.orElse(null) instanceof Verdict.Accepted) {
      conversation.messageTaken();
    }
    return conversation.say(reply(verdict));
  }

  private static Reply reply(Optional<Verdict> verdict) {
    return verdict.map(Verdict::reply).orElse(Replies.NOT_NOW);
  }
}
