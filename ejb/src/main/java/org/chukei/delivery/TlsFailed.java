package org.chukei.delivery;

/** TLS did not come about, or is worth less than was asked for; nothing of the mail was said. */
final class TlsFailed extends ConversationEnded {

  TlsFailed(NextHop hop, String reason) {
    super(hop, answer(hop, "TLS with " + hop.relay() + ": " + reason));
  }

  private static Answer answer(NextHop hop, String text) {
    return hop.requireTls()
        ? Answer.failed("5.7.10", text) // RFC 8689 §5: mail that requires TLS does not wait for it
        : Answer.deferred("4.7.5", text); // RFC 3463 §3.8: the host may mend it
  }
}
