package org.chukei.smtp;

import java.util.Optional;

/**
 * What MAIL says of a message besides its reverse-path and size, to be kept with it until it is
 * delivered.
 *
 * @param body the content's form (RFC 6152, RFC 3030)
 * @param smtpUtf8 addresses or header may need SMTPUTF8 (RFC 6531 §3.4)
 * @param requireTls it must not be sent in the clear (RFC 8689 §2)
 * @param returned RET, where it was given (RFC 3461 §4.3)
 * @param envelopeId ENVID, where it was given, in xtext (RFC 3461 §4.4)
 */
public record MailParameters(
    BodyType body,
    boolean smtpUtf8,
    boolean requireTls,
    Optional<ReturnedContent> returned,
    Optional<String> envelopeId) {

  /** Of a MAIL without parameters. */
  public static final MailParameters NONE = of(BodyType.SEVEN_BIT);

  /** Of a MAIL that says nothing but this. */
  public static MailParameters of(BodyType body) {
    return new MailParameters(body, false, false, Optional.empty(), Optional.empty());
  }
}
