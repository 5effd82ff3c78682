package org.chukei.delivery;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.chukei.smtp.Reply;
import org.chukei.store.ContentSource;

/**
 * Sends one content to a next hop that has accepted recipients for it: by BDAT where it can be, in
 * one chunk (RFC 3030 §2), else by DATA (RFC 5321 §4.1.1.4).
 */
final class ContentTransfer {

  private static final int BLOCK = 16_384;

  private final SmtpDialogue dialogue;
  private final ContentSource content;

  ContentTransfer(SmtpDialogue dialogue, ContentSource content) {
    this.dialogue = dialogue;
    this.content = content;
  }

  /**
   * BDAT and the content behind it. The peer counts, so nothing in it can be taken for commands;
   * for the same reason not an octet more or less than announced may leave.
   *
   * @param size of the content, in octets
   */
  void byChunk(long size) throws ConversationEnded, UnreadableContentException {
    ByteBuffer block = ByteBuffer.allocate(BLOCK);
    block.put(("BDAT " + size + " LAST\r\n").getBytes(StandardCharsets.US_ASCII));
    long left = size;
    try (ContentReader in = new ContentReader(content)) {
      while (left > 0) {
        int count =
            in.read(block.array(), block.position(), (int) Math.min(block.remaining(), left));
        if (count < 0) {
          throw new UnreadableContentException(left + " octets are missing of " + size);
        }
        block.position(block.position() + count);
        left -= count;
        if (!block.hasRemaining() && left > 0) {
          send(block);
        }
      }
      if (in.read(new byte[1], 0, 1) >= 0) {
        throw new UnreadableContentException("there are more octets than " + size);
      }
    }
    requireSilence();
    send(block);
  }

  private void send(ByteBuffer block) throws ConversationEnded {
    dialogue.sendContent(block.flip());
    block.clear();
  }

  /** The content behind 354, and the end of data. */
  void byData() throws ConversationEnded, UnreadableContentException {
    DotStuffing out = new DotStuffing(dialogue::sendContent);
    byte[] block = new byte[BLOCK];
    try (ContentReader in = new ContentReader(content)) {
      int count = in.read(block, 0, BLOCK);
      while (count >= 0 && out.isLines()) {
        out.write(block, count);
        count = in.read(block, 0, BLOCK);
      }
    }
    if (!out.isWholeLines()) {
      throw dialogue.brokenOff(MissingExtension.chunking(dialogue.hop().relay()));
    }
    requireSilence();
    out.end();
  }

  /** A 250 that is there before the end of the content can't be the answer to it; a refusal can. */
  private void requireSilence() throws ConversationEnded {
    Optional<Reply> early = dialogue.unasked("the content");
    if (early.isPresent()) {
      throw early.get().isPositive()
          ? dialogue.unexpected(early.get(), "the content before its end")
          : dialogue.refusedEarly(early.get());
    }
  }
}
