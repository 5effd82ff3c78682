package org.chukei.connector.api;

import java.time.Duration;
import java.util.Optional;
import org.chukei.smtp.Reply;

/**
 * The contract between the resource adapter and the message-driven bean. The adapter owns the
 * session and its state; the bean owns judgement and holds nothing between calls.
 *
 * <p>Each method is called on a container thread, at most one at a time for a session, many at a
 * time for many sessions. It may block. An exception is read as "not now" (451 4.3.0), never as
 * yes.
 */
public interface SmtpListener {

  /**
   * Asked when a client has connected, before the greeting. A client that is refused gets the
   * verdict's reply as its greeting, and the session takes no mail (RFC 5321 §3.1: 554).
   */
  Greeting greet(Client client);

  /**
   * Told, not asked: a client has exceeded a limit that the adapter watches over, and was answered.
   *
   * @param times how often the limit was exceeded, by whomever, since the last such call for it
   */
  void exceeded(Client client, Limit limit, long times);

  /**
   * Asked before each password or proof is verified. Counts as a failure until that has succeeded.
   *
   * @return how long the client has to wait for it: zero as a rule, some seconds where passwords
   *     are being guessed. The adapter waits; the method must not.
   */
  Duration delayAttempt(SessionFacts session, String authenticationId);

  /**
   * What SCRAM needs of an account, known or not: a name that is no account has parameters too, the
   * same each time.
   *
   * @return empty: cannot tell
   */
  Optional<ScramParameters> scramParameters(SessionFacts session, String authenticationId);

  /** Verifies SCRAM-SHA-256, with channel binding or without. */
  Authentication authenticate(SessionFacts session, ScramProof proof);

  /** Verifies PLAIN and LOGIN. */
  Authentication authenticate(SessionFacts session, Credentials credentials);

  /** Asked at each RCPT whose syntax is good. The verdict's reply is sent as it is. */
  Verdict mayRelay(RelayRequest request);

  /**
   * Asked at the end of data. {@link Verdict.Accepted} only when the message would survive a loss
   * of power; its reply (250 with the queue id) is sent after the call has returned, that is, after
   * its transaction.
   */
  Verdict takeCharge(Envelope envelope, MessageContent content);

  /**
   * Told where {@link #takeCharge} is not asked, because the content can't be taken: it is too
   * large, loops, or has a bare CR or LF.
   *
   * @param reply what the client gets, whatever comes of this call
   */
  void contentRefused(Envelope envelope, Reply reply);
}
