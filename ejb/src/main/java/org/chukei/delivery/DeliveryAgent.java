package org.chukei.delivery;

import java.util.List;
import java.util.Set;
import org.chukei.config.HostPort;
import org.chukei.smtp.ForwardPath;
import org.chukei.smtp.ReversePath;
import org.chukei.store.ContentSource;
import org.chukei.store.StoredEnvelope;

/**
 * Hands messages to their next hop. Plain blocking calls on the caller's thread; safe for many
 * threads. Knows neither queue nor schedule.
 */
public interface DeliveryAgent {

  /**
   * A name for where mail to this recipient goes now: {@code local}, a route of the transport table
   * ({@code smtp.example.net:587}), or the domain in lower case. Recipients of one message with the
   * same destination go in one attempt; the scheduler is fair among destinations. Asks no DNS.
   *
   * @param sender the transport table may ask for it
   */
  String destination(ReversePath sender, ForwardPath recipient);

  /**
   * Tries the given positions, all of one destination. One outcome per position, whatever the peer
   * does; a fault of ours (an unreadable store, a bug) is an exception, and means deferred.
   */
  List<Outcome> attempt(StoredEnvelope envelope, Set<Integer> positions, ContentSource content)
      throws Exception;

  /**
   * The same by way of one host that an operator chose, over SMTP, whatever the destination; also
   * for local recipients.
   */
  List<Outcome> attemptBy(
      HostPort host, StoredEnvelope envelope, Set<Integer> positions, ContentSource content)
      throws Exception;
}
