package org.chukei.notification;

import org.chukei.delivery.Outcome;
import org.chukei.smtp.RcptParameters;

/** What a notice is about as a whole. */
public enum NoticeKind {
  /** It will not be tried again. */
  FAILURE("non-delivery-notice", "Your message could not be delivered", "メールをお届けできませんでした"),
  /** It waits, and will be tried again. */
  DELAY("delay-warning", "Your message is delayed", "メールの配送が遅れています"),
  /** It was delivered, or handed on to a host that reports on nothing. */
  SUCCESS("delivery-notice", "Report on the delivery of your message", "メールの配送結果をお知らせします");

  private final String event;
  private final String english;
  private final String japanese;

  NoticeKind(String event, String english, String japanese) {
    this.event = event;
    this.english = english;
    this.japanese = japanese;
  }

  /** Its name in the mail log. */
  public String event() {
    return event;
  }

  /** The subject of a notice to the sender. */
  String english() {
    return english;
  }

  /** The same. */
  String japanese() {
    return japanese;
  }

  /** Whether a sender that said this wants to be told. */
  public boolean isWanted(RcptParameters said) {
    return switch (this) {
      case FAILURE -> said.isToldOfFailure();
      case DELAY -> said.isToldOfDelay();
      case SUCCESS -> said.isToldOfSuccess();
    };
  }

  /** What a program is told of one recipient (RFC 3464 §2.3.3). */
  String action(Outcome outcome) {
    return switch (this) {
      case FAILURE -> "failed";
      case DELAY -> "delayed";
      case SUCCESS ->
          switch (((Outcome.Delivered) outcome).to()) {
            case MAILBOX -> "delivered";
            case MAILBOXES -> "expanded";
            case NEXT_HOP, REPORTING_NEXT_HOP -> "relayed";
          };
    };
  }
}
