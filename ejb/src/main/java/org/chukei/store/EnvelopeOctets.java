package org.chukei.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.chukei.connector.api.QueueId;
import org.chukei.smtp.BodyType;
import org.chukei.smtp.ForwardPath;
import org.chukei.smtp.MailParameters;
import org.chukei.smtp.ReversePath;
import org.chukei.store.StoredEnvelope.Recipient;

/**
 * An envelope in few octets: how it stands in a segment and in the index. The first octet is the
 * version; the first version had none, and began with the queue id, which is in letters and digits.
 * The second did not say which messages are our own notices.
 */
final class EnvelopeOctets {

  private static final int VERSION = 3;
  private static final int WITHOUT_NOTICES = 2;
  private static final int FIRST_OF_A_QUEUE_ID = '0';

  private EnvelopeOctets() {}

  static byte[] encode(StoredEnvelope envelope) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream(128);
    try {
      DataOutputStream out = new DataOutputStream(octets);
      out.writeByte(VERSION);
      Note.writeId(out, envelope.queueId());
      out.writeLong(envelope.acceptedAt().getEpochSecond());
      out.writeInt(envelope.acceptedAt().getNano());
      out.writeLong(envelope.size());
      out.writeBoolean(envelope.isNotice());
      ParameterOctets.write(out, envelope.parameters());
      out.writeUTF(envelope.sender().address());
      out.writeInt(envelope.recipients().size());
      for (Recipient recipient : envelope.recipients()) {
        out.writeUTF(recipient.path().address());
        ParameterOctets.write(out, recipient.parameters());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // not into an array
    }
    return octets.toByteArray();
  }

  static StoredEnvelope decode(byte[] octets) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(octets));
    boolean isFirstVersion = octets.length > 0 && octets[0] >= FIRST_OF_A_QUEUE_ID;
    try {
      int version = isFirstVersion ? 1 : in.readByte();
      if (version < 1 || version > VERSION) {
        throw new IOException("an envelope of a version that this release does not know");
      }
      QueueId queueId = Note.readId(in);
      Instant acceptedAt = Instant.ofEpochSecond(in.readLong(), in.readInt());
      long size = in.readLong();
      boolean isNotice = version > WITHOUT_NOTICES && in.readBoolean();
      MailParameters parameters =
          isFirstVersion ? ofFirstVersion(in.readByte()) : ParameterOctets.readMail(in);
      String sender = in.readUTF();
      int count = in.readInt();
      List<Recipient> recipients = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        Recipient recipient =
            Recipient.of(
                ForwardPath.ofAddress(in.readUTF()).orElseThrow(IllegalArgumentException::new));
        recipients.add(
            isFirstVersion
                ? recipient
                : new Recipient(recipient.path(), ParameterOctets.readRcpt(in)));
      }
      return new StoredEnvelope(
          queueId,
          acceptedAt,
          ReversePath.ofAddress(sender).orElseThrow(IllegalArgumentException::new),
          parameters,
          recipients,
          size,
          isNotice);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IOException("not an envelope", e);
    }
  }

  private static MailParameters ofFirstVersion(byte bits) {
    return MailParameters.of(bits == 8 ? BodyType.EIGHT_BIT_MIME : BodyType.SEVEN_BIT);
  }
}
