package org.chukei.queue;

import java.time.Instant;
import java.util.Optional;
import org.chukei.config.HostPort;
import org.chukei.smtp.ForwardPath;
import org.chukei.store.StoredEnvelope;

/**
 * A recipient that is still owed.
 *
 * @param position its place in the envelope's list of recipients
 * @param destination where it goes, as when it was tried last
 * @param route where an operator sends it instead
 * @param attempts made so far, the one that runs now not counted
 * @param nextAttempt empty where the state is not {@link RecipientState#DEFERRED}
 * @param reason status and words of the last attempt, {@code 4.4.1 no route to host}, or why none
 *     was made; empty before the first has ended. Peer input: escape to show.
 * @param relay who said so; empty before the first attempt has ended
 */
public record QueuedRecipient(
    int position,
    ForwardPath recipient,
    RecipientState state,
    String destination,
    Optional<HostPort> route,
    int attempts,
    Optional<Instant> nextAttempt,
    Optional<String> reason,
    Optional<String> relay) {

  Addressee addressee(StoredEnvelope envelope) {
    return Addressee.of(envelope, position, destination);
  }
}
