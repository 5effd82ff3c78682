package org.chukei.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.chukei.connector.api.QueueId;
import org.chukei.smtp.BodyType;
import org.chukei.smtp.ForwardPath;
import org.chukei.smtp.MailParameters;
import org.chukei.smtp.MailboxParser;
import org.chukei.smtp.ReversePath;
import org.chukei.store.StoredEnvelope.Recipient;

/** Messages for tests. */
public final class Messages {

  public static final ContentSource CONTENT =
      () ->
          new ByteArrayInputStream("Subject: hi\r\n\r\nhi\r\n".getBytes(StandardCharsets.US_ASCII));
  public static final int SIZE = 19;

  private Messages() {}

  public static StoredEnvelope message(Instant acceptedAt, String... recipients) {
    return message(acceptedAt, "sender@example.org", SIZE, recipients);
  }

  /**
   * @param sender empty for the null reverse-path
   */
  public static StoredEnvelope message(
      Instant acceptedAt, String sender, long size, String... recipients) {
    return new StoredEnvelope(
        QueueId.at(acceptedAt),
        acceptedAt,
        sender.isEmpty()
            ? ReversePath.NULL
            : ReversePath.of(MailboxParser.mailbox(sender).orElseThrow()),
        MailParameters.of(BodyType.EIGHT_BIT_MIME),
        Arrays.stream(recipients).map(Messages::recipient).map(Recipient::of).toList(),
        size);
  }

  public static ForwardPath recipient(String address) {
    return address.equals("postmaster")
        ? ForwardPath.POSTMASTER
        : ForwardPath.of(MailboxParser.mailbox(address).orElseThrow());
  }

  /** A store of files, whose flusher runs on the caller's thread. */
  public static MessageStore segments(Path directory) {
    return new SegmentStore(
        new DirectoryDisk(directory), Runnable::run, new Random(), 1 << 20, 100_000);
  }

  /** What a store on a full disk says. */
  public static IOException noSpace() {
    return new NoSpaceException("no space");
  }

  /** Octets that differ from place to place, made as they are read. */
  public static ContentSource octets(long size) {
    return () ->
        new InputStream() {
          private long at;

          @Override
          public int read() {
            return at == size ? -1 : (int) (at++ * 31 >>> 3) & 0xFF;
          }
        };
  }
}
