package org.chukei.delivery;

import java.util.List;
import org.xbill.DNS.TLSARecord;

/**
 * What a connection to a next hop must come to before mail goes over it.
 *
 * @param implicit TLS from the first octet (RFC 8314 §3.3), not by STARTTLS
 */
record TlsDemand(Level level, boolean implicit) {

  /** How far it has to go. */
  sealed interface Level {

    /** In the clear. */
    record None() implements Level {}

    /** With TLS where it is offered and works, in the clear where not (RFC 7435). */
    record May() implements Level {}

    /** With TLS, whoever answers. */
    record Encrypt() implements Level {}

    /**
     * With a certificate that a trusted authority has issued to one of these names.
     *
     * @param names DNS names, or one IP address
     */
    record Pkix(List<String> names) implements Level {}

    /**
     * With a certificate that the DNS vouches for (RFC 7672).
     *
     * @param records usable ones, at least one
     * @param names that a certificate below a trust anchor (DANE-TA) must have one of; the first is
     *     the one that the records stand under
     */
    record Dane(List<TLSARecord> records, List<String> names) implements Level {}
  }

  static TlsDemand none() {
    return new TlsDemand(new Level.None(), false);
  }

  /**
   * Which name the host is asked for in the handshake (RFC 6066 §3): the one that its records stand
   * under, where there are any (RFC 7672 §8.1).
   */
  String serverName(String host) {
    return level instanceof Level.Dane dane ? dane.names().get(0) : host;
  }

  /** Whether mail may not go in the clear. */
  boolean isRequired() {
    return !(level instanceof Level.None || level instanceof Level.May);
  }

  boolean isWanted() {
    return !(level instanceof Level.None);
  }
}
