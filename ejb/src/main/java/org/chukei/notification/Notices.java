package org.chukei.notification;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.chukei.delivery.Outcome;
import org.chukei.store.ContentSource;
import org.chukei.store.StoredEnvelope;

/** Composes non-delivery notices (RFC 3464, in a multipart/report of RFC 6522). */
public interface Notices {

  /**
   * One notice to the sender about all these recipients. Empty where the message came from the null
   * reverse-path: a notice never answers a notice (RFC 5321 §4.5.5).
   *
   * @param givenUp the outcomes that will not be tried again: {@link Outcome.Failed}, or {@link
   *     Outcome.Deferred} whose give-up time has come (status 4.4.7 becomes 5.4.7 where nothing
   *     more exact is known)
   */
  Optional<Notice> nonDelivery(
      StoredEnvelope original, ContentSource content, List<Outcome> givenUp) throws IOException;
}
