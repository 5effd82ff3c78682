package org.chukei.delivery;

import java.util.Optional;
import org.chukei.smtp.BodyType;
import org.chukei.store.ContentSource;
import org.chukei.store.StoredEnvelope;

/**
 * What a message needs and a next hop does not offer. We never rewrite content, so that the message
 * is returned (RFC 6152 §3, RFC 3030 §3).
 */
final class MissingExtension {

  private static final String CONVERSION = "5.6.3"; // RFC 3463 §3.7: required, not supported

  private MissingExtension() {}

  /**
   * The answer for each of the recipients; empty where nothing is missing.
   *
   * @param relay the next hop's name
   */
  static Optional<Answer> of(
      StoredEnvelope envelope, ContentSource content, Extensions offered, String relay)
      throws UnreadableContentException {
    BodyType body = envelope.parameters().body();
    if (body == BodyType.BINARY_MIME && !offered.binaryMime()) {
      return missing("BINARYMIME", relay);
    }
    // A declaration of 8BITMIME without any such octet needs nothing.
    return body == BodyType.EIGHT_BIT_MIME && !offered.eightBitMime() && hasEightBitOctets(content)
        ? missing("8BITMIME", relay)
        : Optional.empty();
  }

  private static Optional<Answer> missing(String keyword, String relay) {
    return Optional.of(
        Answer.failed(
            CONVERSION, "the content is " + keyword + ", which " + relay + " does not offer"));
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
