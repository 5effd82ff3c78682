package org.chukei.queue;

import java.util.Locale;
import org.chukei.store.StoredEnvelope;

/**
 * One recipient of one message, with what its row is found by.
 *
 * @param sender in lower case; empty for the null reverse-path
 * @param recipient in lower case
 */
record Addressee(Place place, String sender, String recipient, String destination) {

  static Addressee of(StoredEnvelope envelope, int position, String destination) {
    return new Addressee(
        new Place(envelope.queueId(), position),
        envelope.sender().address().toLowerCase(Locale.ROOT),
        envelope.path(position).address().toLowerCase(Locale.ROOT),
        destination);
  }
}
