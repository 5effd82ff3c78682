package org.chukei.notification;

import org.chukei.smtp.EnhancedStatus;

/** What the sender can do about a failure, told by its status (RFC 3463 §3, RFC 5248). */
enum Advice {
  CHECK_THE_ADDRESS,
  MAILBOX_IS_FULL,
  MAILBOX_IS_CLOSED,
  MAKE_IT_SMALLER,
  CHECK_THE_DOMAIN,
  CHANGE_THE_FORM,
  DROP_THE_DEMAND_FOR_TLS,
  ASK_THE_RECIPIENT,
  ASK_THE_POSTMASTER;

  static Advice about(EnhancedStatus status) {
    return switch (status.subject()) {
      case 1 -> CHECK_THE_ADDRESS;
      case 2 ->
          switch (status.detail()) {
            case 2 -> MAILBOX_IS_FULL;
            case 3 -> MAKE_IT_SMALLER;
            default -> MAILBOX_IS_CLOSED;
          };
      case 3 -> status.detail() == 4 ? MAKE_IT_SMALLER : ASK_THE_POSTMASTER;
      case 4 -> CHECK_THE_DOMAIN;
      case 6 -> CHANGE_THE_FORM;
      case 7 -> status.detail() == 30 ? DROP_THE_DEMAND_FOR_TLS : ASK_THE_RECIPIENT; // RFC 8689
      default -> ASK_THE_POSTMASTER;
    };
  }
}
