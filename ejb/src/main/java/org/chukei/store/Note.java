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
 * What a frame says besides the content: what became of these positions of this message (settled or
 * warned of, by the kind of frame), and, where it has a message, here is its envelope. In a MESSAGE
 * both are of the same message (something is settled already where compaction has copied it), in a
 * NOTICE or WARNING the envelope is the notice's.
 *
 * @param envelope as {@link EnvelopeOctets} makes it; empty where the frame has no message
 */
record Note(QueueId queueId, BitSet positions, byte[] envelope) {

  static final int ID = 16;

  byte[] encode() {
    ByteArrayOutputStream octets = new ByteArrayOutputStream(ID + 8 + envelope.length);
    try {
      DataOutputStream out = new DataOutputStream(octets);
      writeId(out, queueId);
      out.writeInt(positions.cardinality());
      for (int position : positions.stream().toArray()) {
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
    BitSet positions = new BitSet();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      positions.set(in.readInt());
    }
    return new Note(queueId, positions, in.readAllBytes());
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
