package org.chukei.notification;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.chukei.delivery.Outcome;
import org.chukei.store.ContentSource;
import org.chukei.store.StoredEnvelope;

/** Composes what the sender of a message is told (RFC 3464, in a multipart/report of RFC 6522). */
public interface Notices {

  /**
   * One notice about all these recipients, as far as the sender wants to be told of them (RFC 3461
   * §4.1). Empty where of none.
   *
   * <p>A message from the null reverse-path is never answered (RFC 5321 §4.5.5). What fails of a
   * notice of ours is told to the postmaster, who can mend what is wrong here (§6.1), and what
   * fails of that to nobody: so there is no loop. What others send without a sender is not the
   * postmaster's business: of a forwarded notice he could do nothing.
   *
   * @param outcomes those that the kind speaks of: of a failure, what will not be tried again,
   *     {@link Outcome.Failed} or {@link Outcome.Deferred} whose give-up time has come
   */
  Optional<Notice> compose(
      NoticeKind kind, StoredEnvelope original, ContentSource content, List<Outcome> outcomes)
      throws IOException;
}
