package org.chukei.connector.netty;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.chukei.network.IpAddress;
import org.chukei.network.Network;
import org.chukei.network.NetworkSyntaxException;

/**
 * The header that a proxy puts before a client's first octet, version 1 (text) or 2 (binary) of the
 * PROXY protocol (haproxy.org, doc/proxy-protocol.txt, 2020/03/05). Read strictly: whoever could
 * slip a second reading past us could choose the address that he is permitted by. Netty's own codec
 * is not used, because it takes signs and leading zeros in ports, any number of addresses'
 * spellings that the JDK knows, and does not verify checksums.
 */
sealed interface ProxyHeader {

  /** The proxy names its client. IPv4-mapped addresses are IPv4. */
  record Named(IpAddress client, int port) implements ProxyHeader {}

  /**
   * The proxy names nobody: v1 UNKNOWN, v2 LOCAL (it speaks for itself, to see whether we are
   * there), or a client that came to it without an IP address.
   */
  record Unnamed() implements ProxyHeader {}

  /**
   * No header.
   *
   * @param why for the log, without a word of the peer's
   */
  record Garbage(String why) implements ProxyHeader {}

  /**
   * Takes a header from the front of the buffer and not an octet more; empty where it is not
   * complete, but may yet become one. Octets may only be added at the end until then.
   */
  static Optional<ProxyHeader> read(ByteBuf in) {
    int length = in.readableBytes();
    if (length == 0) {
      return Optional.empty();
    }
    return in.getByte(in.readerIndex()) == Text.PREFIX[0] ? Text.read(in) : Binary.read(in);
  }

  private static boolean differs(ByteBuf in, byte[] prefix) {
    int seen = Math.min(in.readableBytes(), prefix.length);
    for (int i = 0; i < seen; i++) {
      if (in.getByte(in.readerIndex() + i) != prefix[i]) {
        return true;
      }
    }
    return false;
  }

  private static Optional<ProxyHeader> garbage(String why) {
    return Optional.of(new Garbage(why));
  }

  /** Version 1, §2.1: one line. */
  final class Text {

    private static final byte[] PREFIX = "PROXY ".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST = 107; // with CRLF

    private Text() {}

    private static Optional<ProxyHeader> read(ByteBuf in) {
      if (differs(in, PREFIX)) {
        return garbage("no PROXY header");
      }
      int start = in.readerIndex();
      int end = in.indexOf(start, start + Math.min(LONGEST, in.readableBytes()), (byte) '\n');
      if (end < 0) {
        return in.readableBytes() < LONGEST ? Optional.empty() : garbage("line too long");
      }
      if (in.getByte(end - 1) != '\r') {
        return garbage("bare LF");
      }
      String line = in.toString(start, end - 1 - start, StandardCharsets.ISO_8859_1);
      in.readerIndex(end + 1);
      return Optional.of(line(line));
    }

    private static ProxyHeader line(String line) {
      if (line.chars().anyMatch(c -> c < ' ' || c > '~')) {
        return new Garbage("not printable");
      }
      String[] words = line.split(" ", -1);
      if (words[1].equals("UNKNOWN")) {
        return new Unnamed(); // what follows is to be ignored
      }
      boolean four = words[1].equals("TCP4");
      if (!four && !words[1].equals("TCP6")) {
        return new Garbage("neither TCP4, TCP6 nor UNKNOWN");
      }
      if (words.length != 6 || port(words[4]).isEmpty() || port(words[5]).isEmpty()) {
        return new Garbage("not two addresses and two ports");
      }
      Optional<IpAddress> client = address(words[2], four);
      return client.isEmpty() || address(words[3], four).isEmpty()
          ? new Garbage("not two addresses of the family")
          : new Named(client.get(), port(words[4]).get());
    }

    private static Optional<IpAddress> address(String text, boolean four) {
      if (four == text.indexOf(':') >= 0 || text.indexOf('/') >= 0 || text.indexOf(',') >= 0) {
        return Optional.empty();
      }
      try {
        return Optional.of(Network.parse(text).first());
      } catch (NetworkSyntaxException e) {
        return Optional.empty();
      }
    }

    private static Optional<Integer> port(String text) {
      return text.matches("0|[1-9][0-9]{0,4}") && Integer.parseInt(text) <= 65_535
          ? Optional.of(Integer.valueOf(text))
          : Optional.empty();
    }
  }

  /** Version 2, §2.2: sixteen octets, addresses, and vectors of type, length and value. */
  final class Binary {

    private static final byte[] SIGNATURE = {
      '\r', '\n', '\r', '\n', 0, '\r', '\n', 'Q', 'U', 'I', 'T', '\n'
    };
    private static final int FIXED = 16;

    /** Of what follows. Proxies send some hundred octets; 65,535 could be announced. */
    static final int LONGEST = 4_096;

    private static final int LOCAL = 0;
    private static final int PROXY = 1;
    private static final int STREAM = 1;
    private static final int CRC32C_TYPE = 0x03;

    /** Unspecified, IPv4, IPv6, a path of UNIX: how long the two ends are, in octets. */
    private static final List<Integer> ENDS = List.of(0, 12, 36, 216);

    private Binary() {}

    private static Optional<ProxyHeader> read(ByteBuf in) {
      if (differs(in, SIGNATURE)) {
        return garbage("no PROXY header");
      }
      int start = in.readerIndex();
      int seen = in.readableBytes();
      if (seen > 12 && in.getByte(start + 12) >> 4 != 2) {
        return garbage("version is not 2");
      }
      if (seen < FIXED) {
        return Optional.empty();
      }
      int length = in.getUnsignedShort(start + 14);
      if (length > LONGEST) {
        return garbage("header too long");
      }
      if (seen < FIXED + length) {
        return Optional.empty();
      }
      byte[] header = new byte[FIXED + length];
      in.readBytes(header);
      return Optional.of(header(header));
    }

    private static ProxyHeader header(byte[] header) {
      int command = header[12] & 15;
      if (command == LOCAL) {
        return new Unnamed(); // whatever follows is to be skipped
      }
      int family = header[13] >> 4 & 15;
      int transport = header[13] & 15;
      if (command != PROXY || family >= ENDS.size()) {
        return new Garbage("unassigned command or family");
      }
      // §2.2: UNSPEC comes with an unspecified transport, too.
      if (transport != STREAM && !(family == 0 && transport == 0)) {
        return new Garbage("not of a stream");
      }
      int vectors = FIXED + ENDS.get(family);
      if (header.length < vectors) {
        return new Garbage("addresses missing");
      }
      // Of an unspecified family nobody knows where its addresses end.
      if (family != 0 && !areVectors(header, vectors)) {
        return new Garbage("vectors are broken");
      }
      ByteBuffer ends = ByteBuffer.wrap(header, FIXED, header.length - FIXED);
      return switch (family) {
        case 1 -> named(ends, 4);
        case 2 -> named(ends, 16);
        default -> new Unnamed();
      };
    }

    private static ProxyHeader named(ByteBuffer ends, int octets) {
      byte[] address = new byte[octets];
      ends.get(address);
      ends.position(ends.position() + octets);
      return new Named(IpAddress.of(address), Short.toUnsignedInt(ends.getShort()));
    }

    /** §2.2.2, and §2.2.4 for the checksum. */
    private static boolean areVectors(byte[] header, int from) {
      int at = from;
      while (at < header.length) {
        if (at + 3 > header.length) {
          return false;
        }
        int length = (header[at + 1] & 255) << 8 | header[at + 2] & 255;
        if (at + 3 + length > header.length) {
          return false;
        }
        if (header[at] == CRC32C_TYPE && (length != 4 || !isChecksum(header, at + 3))) {
          return false;
        }
        at += 3 + length;
      }
      return true;
    }

    private static boolean isChecksum(byte[] header, int at) {
      int told = ByteBuffer.wrap(header).getInt(at);
      byte[] zeroed = header.clone();
      ByteBuffer.wrap(zeroed).putInt(at, 0);
      CRC32C computed = new CRC32C();
      computed.update(zeroed);
      return told == (int) computed.getValue();
    }
  }
}
