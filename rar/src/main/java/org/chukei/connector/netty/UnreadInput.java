package org.chukei.connector.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.Optional;

/**
 * What came from one client and was not used up yet. Holds no buffer while there is nothing of it,
 * which is what an idle connection costs. For the connection's event loop only.
 */
final class UnreadInput {

  private Optional<ByteBuf> octets = Optional.empty();

  /** Takes the buffer over. */
  void add(ByteBufAllocator allocator, ByteBuf more) {
    octets =
        Optional.of(
            octets
                .map(b -> ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(allocator, b, more))
                .orElse(more));
  }

  /** There may be octets that are of no use before others come, half a line for one. */
  boolean isEmpty() {
    return octets.isEmpty() || !octets.get().isReadable();
  }

  /** Empty where {@link #isEmpty} is true; what is used up is to be read off it. */
  Optional<ByteBuf> octets() {
    return isEmpty() ? Optional.empty() : octets;
  }

  /** Gives back what was used up, once it is all. */
  void trim() {
    if (isEmpty()) {
      release();
    }
  }

  /** Nobody needs it any more. */
  void release() {
    octets.ifPresent(ByteBuf::release);
    octets = Optional.empty();
  }
}
