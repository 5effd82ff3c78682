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

/** An envelope in few octets: how it stands in a segment and in the index. */
final class EnvelopeOctets {

  private EnvelopeOctets() {}

  static byte[] encode(StoredEnvelope envelope) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream(128);
    try {
      DataOutputStream out = new DataOutputStream(octets);
      Note.writeId(out, envelope.queueId());
      out.writeLong(envelope.acceptedAt().getEpochSecond());
      out.writeInt(envelope.acceptedAt().getNano());
      out.writeLong(envelope.size());
      out.writeByte(envelope.body() == BodyType.EIGHT_BIT_MIME ? 8 : 7);
      out.writeUTF(envelope.sender().address());
      out.writeInt(envelope.recipients().size());
      for (ForwardPath recipient : envelope.recipients()) {
        out.writeUTF(recipient.address());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // not into an array
    }
    return octets.toByteArray();
  }

  static StoredEnvelope decode(byte[] octets) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(octets));
    try {
      QueueId queueId = Note.readId(in);
      Instant acceptedAt = Instant.ofEpochSecond(in.readLong(), in.readInt());
      long size = in.readLong();
      BodyType body = in.readByte() == 8 ? BodyType.EIGHT_BIT_MIME : BodyType.SEVEN_BIT;
      String sender = in.readUTF();
      int count = in.readInt();
      List<ForwardPath> recipients = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        recipients.add(StoredPaths.forwardPath(in.readUTF()));
      }
      return new StoredEnvelope(
          queueId, acceptedAt, StoredPaths.reversePath(sender), recipients, body, size);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IOException("not an envelope", e);
    }
  }
}
