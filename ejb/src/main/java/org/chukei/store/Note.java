package org.chukei.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import org.chukei.connector.api.QueueId;

/**
 * What a frame says besides the content: these positions of this message are settled, and, unless
 * it is a DONE, here is an envelope. In a MESSAGE both are of the same message (something is
 * settled already where compaction has copied it), in a NOTICE the envelope is the notice's.
 *
 * @param envelope as {@link EnvelopeOctets} makes it; empty in a DONE
 */
record Note(QueueId queueId, BitSet settled, byte[] envelope) {

  static final int ID = 16;

  byte[] encode() {
    ByteArrayOutputStream octets = new ByteArrayOutputStream(ID + 8 + envelope.length);
    try {
      DataOutputStream out = new DataOutputStream(octets);
      writeId(out, queueId);
      out.writeInt(settled.cardinality());
      for (int position : settled.stream().toArray()) {
        out.writeInt(position);
      }
      out.write(envelope);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // not into an array
    }
    return octets.toByteArray();
  }

  static Note decode(byte[] octets) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(octets));
    QueueId queueId = readId(in);
    BitSet settled = new BitSet();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      settled.set(in.readInt());
    }
    return new Note(queueId, settled, in.readAllBytes());
  }

  static void writeId(DataOutputStream out, QueueId queueId) throws IOException {
    out.write(queueId.text().getBytes(StandardCharsets.US_ASCII));
  }

  static QueueId readId(DataInputStream in) throws IOException {
    byte[] id = new byte[ID];
    in.readFully(id);
    return new QueueId(new String(id, StandardCharsets.US_ASCII));
  }
}
