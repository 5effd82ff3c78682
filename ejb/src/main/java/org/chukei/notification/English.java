package org.chukei.notification;

import java.util.List;
import org.chukei.delivery.Outcome;

/** Notices in English. */
final class English implements Wording {

  @Override
  public List<String> opening(NoticeFacts facts) {
    String speaker = "This is the mail system at " + facts.hostname() + ".";
    if (facts.isDoubleBounce()) {
      return List.of(
          speaker,
          "",
          "To the postmaster: a notice of this server's to a sender could not be",
          "delivered to the recipients listed below. Nobody else can be told of it.");
    }
    return switch (facts.kind()) {
      case FAILURE ->
          List.of(
              speaker,
              "",
              "Your message could not be delivered to the recipients listed below,",
              "and it will not be tried again. Other recipients are not affected.");
      case DELAY ->
          List.of(
              speaker,
              "",
              "Your message could not be delivered yet to the recipients listed below.",
              "You need not send it again: it will be tried until",
              OwnMail.DATE.format(facts.giveUpAt()) + ".");
      case SUCCESS -> List.of(speaker, "", "You asked to be told when your message is delivered.");
    };
  }

  @Override
  public String standing(NoticeKind kind, Outcome outcome) {
    String server = "The mail server " + outcome.relay();
    if (outcome instanceof Outcome.Delivered delivered) {
      return switch (delivered.to()) {
        case MAILBOX -> "It was delivered to the mailbox:";
        case MAILBOXES -> "It was delivered to every mailbox that this address stands for:";
        case NEXT_HOP, REPORTING_NEXT_HOP ->
            server
                + " took charge of it. That server does not report on delivery, so you may hear"
                + " no more of it. Its answer was:";
      };
    }
    boolean waited = outcome instanceof Outcome.Deferred;
    if (kind == NoticeKind.DELAY) {
      return outcome.remote()
          ? server + " put it off with this answer:"
          : "It could not be handed on yet. The reason is:";
    }
    if (outcome.remote()) {
      return waited
          ? server + " put it off until time was up. Its last answer was:"
          : server + " refused it with this answer:";
    }
    return waited
        ? "It could not be handed on before time was up. The last reason was:"
        : "This mail system found that it can't be delivered:";
  }

  @Override
  public String advice(Advice advice) {
    return switch (advice) {
      case CHECK_THE_ADDRESS ->
          "Please check the address for mistakes. If it is right, ask the recipient by another way.";
      case MAILBOX_IS_FULL ->
          "The mailbox is full. Please send the message again later, or tell the recipient by"
              + " another way.";
      case MAILBOX_IS_CLOSED ->
          "The mailbox takes no mail now. Please tell the recipient by another way.";
      case MAKE_IT_SMALLER ->
          "The message is too large. Please send it with smaller attachments or without.";
      case CHECK_THE_DOMAIN ->
          "Please check what stands behind the @ for mistakes. If it is right, send the message"
              + " again later.";
      case CHANGE_THE_FORM ->
          "The next mail system can't take a message of this form. Please send it in another, as"
              + " plain text for example.";
      case DROP_THE_DEMAND_FOR_TLS ->
          "You demanded that the message travel encrypted all the way, which the next mail system"
              + " does not offer. If it need not, send it again without that demand.";
      case ASK_THE_RECIPIENT ->
          "It was turned away for reasons of policy. Please show this notice to the recipient, or"
              + " to the administrator of the system that refused it.";
      case ASK_THE_POSTMASTER -> "Please show this notice to your postmaster.";
    };
  }

  @Override
  public List<String> closing(NoticeFacts facts) {
    return List.of(
        "The message was accepted on " + OwnMail.DATE.format(facts.original().acceptedAt()) + ",",
        "queue id " + facts.original().queueId() + ". Attached are a report for programs, and",
        facts.returned().isWhole() ? "the message." : "the header of the message.");
  }
}
