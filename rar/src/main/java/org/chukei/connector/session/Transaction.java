package org.chukei.connector.session;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chukei.connector.api.Envelope;
import org.chukei.connector.api.SessionFacts;
import org.chukei.connector.api.Verdict;
import org.chukei.smtp.BodyType;
import org.chukei.smtp.ForwardPath;
import org.chukei.smtp.MailParameters;
import org.chukei.smtp.RcptParameters;
import org.chukei.smtp.ReversePath;

/** One mail transaction (RFC 5321 §3.3), from MAIL to the end of data, RSET, EHLO or HELO. */
final class Transaction {

  private final ReversePath sender;
  private final MailParameters parameters;
  private final Map<ForwardPath, Envelope.Recipient> accepted = new LinkedHashMap<>();
  private final int mostRecipients;
  private boolean rcptTried;
  private boolean chunked;
  private Optional<ContentFault> fault = Optional.empty();

  Transaction(ReversePath sender, MailParameters parameters, int mostRecipients) {
    this.mostRecipients = mostRecipients;
    this.sender = sender;
    this.parameters = parameters;
  }

  ReversePath sender() {
    return sender;
  }

  void rcptTried() {
    rcptTried = true;
  }

  boolean wasRcptTried() {
    return rcptTried;
  }

  /** A recipient given twice is one recipient, and what was said of it first counts. */
  void accept(ForwardPath path, RcptParameters said, Verdict.Accepted verdict) {
    accepted.putIfAbsent(
        path, new Envelope.Recipient(path, said, verdict.permitted(), verdict.decision()));
  }

  boolean hasRecipients() {
    return !accepted.isEmpty();
  }

  boolean isFullFor(ForwardPath path) {
    return accepted.size() >= mostRecipients && !accepted.containsKey(path);
  }

  /** Its content may be anything, and comes in chunks. */
  boolean isBinary() {
    return parameters.body() == BodyType.BINARY_MIME;
  }

  /** MAIL asked for SMTPUTF8. */
  boolean isInternational() {
    return parameters.smtpUtf8();
  }

  /** The first BDAT was said: no RCPT and no DATA any more. */
  void beginChunks() {
    chunked = true;
  }

  boolean isChunked() {
    return chunked;
  }

  /** One of its chunks can't be taken, so none can. */
  void fail(ContentFault found) {
    fault = Optional.of(found);
  }

  Optional<ContentFault> fault() {
    return fault;
  }

  Envelope envelope(SessionFacts facts) {
    return new Envelope(facts, sender, parameters, List.copyOf(accepted.values()));
  }
}
