package org.chukei.delivery;

import java.util.List;

/**
 * What the DNS said. Only the name's own servers can say that something is not there; silence, an
 * error and a broken answer are {@link Unclear}, so that no mail is returned for them.
 *
 * @param <T> what was asked for
 */
sealed interface DnsAnswer<T> {

  /**
   * @param data at least one
   * @param secure proven by DNSSEC (RFC 4035 §4.3), aliases included
   */
  record Found<T>(List<T> data, boolean secure) implements DnsAnswer<T> {
    public Found {
      data = List.copyOf(data);
    }
  }

  /** NXDOMAIN: nothing at all has this name (RFC 8020). */
  record NoSuchName<T>() implements DnsAnswer<T> {}

  /** The name exists, without data of this type. */
  record NoData<T>() implements DnsAnswer<T> {}

  /** SERVFAIL, time-out, REFUSED, a referral, an alias that goes in circles. */
  record Unclear<T>(String reason) implements DnsAnswer<T> {}
}
