package org.chukei.delivery;

import java.util.List;
import org.chukei.smtp.ForwardPath;
import org.chukei.store.ContentSource;
import org.chukei.store.StoredEnvelope;

/**
 * Whether a message needs SMTPUTF8, however it came. It does not where sender, recipients and every
 * header in it are in US-ASCII: RFC 6531 §3.4 asks that the parameter be left out then, and §3.6
 * that only mail that needs the extension come back for want of it. A client that merely asks for
 * it each time loses nothing.
 */
final class SmtpUtf8Need {

  private SmtpUtf8Need() {}

  /**
   * @param recipients those of the envelope's that matter
   */
  static boolean isOf(StoredEnvelope envelope, List<ForwardPath> recipients, ContentSource content)
      throws UnreadableContentException {
    // Mail that came without may have got such an address on the way here, of an alias or a notice.
    return !envelope.sender().isAscii()
        || !recipients.stream().allMatch(ForwardPath::isAscii)
        || envelope.parameters().smtpUtf8() && hasUtf8Header(content);
  }

  private static boolean hasUtf8Header(ContentSource content) throws UnreadableContentException {
    HeaderScan scan = new HeaderScan();
    byte[] block = new byte[16_384];
    try (ContentReader in = new ContentReader(content)) {
      int count = in.read(block);
      while (count >= 0 && !scan.hasEightBitHeader()) {
        scan.read(block, count);
        count = in.read(block);
      }
    }
    return scan.hasEightBitHeader();
  }
}
