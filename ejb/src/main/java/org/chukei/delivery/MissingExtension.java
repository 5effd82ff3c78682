package org.chukei.delivery;

import java.util.List;
import java.util.Optional;
import org.chukei.smtp.BodyType;
import org.chukei.smtp.ForwardPath;
import org.chukei.store.ContentSource;
import org.chukei.store.StoredEnvelope;

/**
 * What a message needs and a next hop does not offer. We never rewrite content, so that the message
 * is returned (RFC 6152 §3, RFC 3030 §3, RFC 6531 §3.6).
 */
final class MissingExtension {

  private static final String CONVERSION = "5.6.3"; // RFC 3463 §3.7: required, not supported

  private static final String NON_ASCII = "5.6.7"; // RFC 6531 §3.5

  private MissingExtension() {}

  /**
   * The answer for each of the recipients; empty where nothing is missing.
   *
   * @param relay the next hop's name
   */
  static Optional<Answer> of(
      StoredEnvelope envelope, ContentSource content, Extensions offered, String relay)
      throws UnreadableContentException {
    if (!offered.smtpUtf8() && SmtpUtf8Need.isOf(envelope, List.of(), content)) {
      return missing(NON_ASCII, "the message needs SMTPUTF8", relay);
    }
    BodyType body = envelope.parameters().body();
    if (body == BodyType.BINARY_MIME && !offered.binaryMime()) {
      return missing(CONVERSION, "the content is BINARYMIME", relay);
    }
    // A declaration of 8BITMIME without any such octet needs nothing.
    return body == BodyType.EIGHT_BIT_MIME && !offered.eightBitMime() && hasEightBitOctets(content)
        ? missing(CONVERSION, "the content is 8BITMIME", relay)
        : Optional.empty();
  }

  /** For a recipient that only SMTPUTF8 carries (RFC 6531 §3.3); the others are not concerned. */
  static boolean isUnspeakable(ForwardPath recipient, Extensions offered) {
    return !recipient.isAscii() && !offered.smtpUtf8();
  }

  static Answer unspeakable(String relay) {
    return Answer.failed(
        NON_ASCII, "the address needs SMTPUTF8, which " + relay + " does not offer");
  }

  private static Optional<Answer> missing(String status, String what, String relay) {
    return Optional.of(Answer.failed(status, what + ", which " + relay + " does not offer"));
  }

  /** For content that came by BDAT, and would not leave by DATA as it came. */
  static Answer chunking(String relay) {
    return Answer.failed(
        CONVERSION,
        "the content does not consist of whole lines and needs CHUNKING, which "
            + relay
            + " does not offer");
  }

  private static boolean hasEightBitOctets(ContentSource content)
      throws UnreadableContentException {
    byte[] chunk = new byte[16_384];
    try (ContentReader in = new ContentReader(content)) {
      for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
        for (int i = 0; i < count; i++) {
          if (chunk[i] < 0) {
            return true;
          }
        }
      }
      return false;
    }
  }
}
