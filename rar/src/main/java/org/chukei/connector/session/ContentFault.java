package org.chukei.connector.session;

import org.chukei.smtp.Reply;
import org.chukei.smtp.SmtpLimits;

/** Why content that was read to its end can't be put to the application. */
public enum ContentFault {
  /**
   * RFC 5321 §2.3.8, against SMTP smuggling. The code is that of Postfix's {@code
   * smtpd_forbid_bare_newline=reject}: no retry can mend it, and operators know it.
   */
  BARE_CR_OR_LF(Reply.of(550, "5.5.2", "bare CR or LF in content, lines must end with CRLF")),
  /** RFC 1870 §6.3. */
  TOO_LARGE(Reply.of(552, "5.3.4", "message too large")),
  /** Its header alone. */
  HEADER_TOO_LARGE(Reply.of(552, "5.3.4", "message header too large")),
  /** RFC 5321 §6.3: more than {@link SmtpLimits#HOPS}. */
  TOO_MANY_HOPS(Reply.of(554, "5.4.6", "too many hops, mail is looping")),
  /** It could not be kept until its end. */
  NO_ROOM(Reply.of(452, "4.3.1", "no room for this message now, try again later"));

  private final Reply reply;

  ContentFault(Reply reply) {
    this.reply = reply;
  }

  /** What the client is told. */
  public Reply reply() {
    return reply;
  }
}
