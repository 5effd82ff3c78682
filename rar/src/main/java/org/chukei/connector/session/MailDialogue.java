package org.chukei.connector.session;

import java.util.Optional;
import java.util.function.Supplier;
import org.chukei.connector.api.MessageContent;
import org.chukei.connector.api.RelayRequest;
import org.chukei.connector.api.SessionFacts;
import org.chukei.connector.api.Verdict;
import org.chukei.connector.session.Step.Expect;
import org.chukei.connector.session.Step.Say;
import org.chukei.smtp.BodyType;
import org.chukei.smtp.Command;
import org.chukei.smtp.ForwardPath;
import org.chukei.smtp.MailParameters;
import org.chukei.smtp.RcptParameters;
import org.chukei.smtp.Reply;

/**
 * The mail transactions of one session, one after the other (RFC 5321 §3.3): MAIL, RCPT and the
 * content.
 */
final class MailDialogue {

  private final Conversation conversation;
  private final Supplier<SessionFacts> facts;
  private Optional<Transaction> transaction = Optional.empty();

  MailDialogue(Conversation conversation, Supplier<SessionFacts> facts) {
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
    transaction =
        Optional.of(
            new Transaction(
                mail.sender(), MailParameters.of(mail.body().orElse(BodyType.SEVEN_BIT))));
    return conversation.say(Replies.SENDER_OK);
  }

  Step rcpt(ForwardPath recipient) {
    if (transaction.isEmpty()) {
      return conversation.mistake(Replies.MAIL_FIRST);
    }
    transaction.get().rcptTried();
    if (transaction.get().isFullFor(recipient)) {
      return conversation.say(Replies.TOO_MANY_RECIPIENTS);
    }
    return conversation.ask(
        new Question.MayRelay(
            new RelayRequest(facts.get(), transaction.get().sender(), recipient)));
  }

  Step data() {
    if (transaction.isEmpty()) {
      return conversation.mistake(Replies.MAIL_FIRST);
    }
    if (!transaction.get().hasRecipients()) {
      // RFC 5321 §3.3 allows both: 554 tells a pipelining client that all its recipients failed.
      return transaction.get().wasRcptTried()
          ? conversation.say(Replies.NO_VALID_RECIPIENTS)
          : conversation.mistake(Replies.RCPT_FIRST);
    }
    return new Say(Replies.SEND_CONTENT, Expect.CONTENT);
  }

  /** The end of the content was read, and all before it is well. */
  Step content(MessageContent content) {
    return conversation.ask(
        new Question.TakeCharge(transaction.orElseThrow().envelope(facts.get()), content));
  }

  /** The end of the content was read; the transaction is over, the session is not. */
  Step fault(ContentFault fault) {
    transaction = Optional.empty();
    return conversation.say(fault.reply());
  }

  Step answer(Question.MayRelay question, Optional<Verdict> verdict) {
    if (verdict.orElse(null) instanceof Verdict.Accepted accepted) {
      transaction
          .orElseThrow()
          .accept(question.request().recipient(), RcptParameters.NONE, accepted.permitted());
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
