package org.chukei.decision;

import java.util.Map;
import java.util.TreeMap;
import org.chukei.account.ChangeRefusedException;
import org.chukei.network.IpAddress;

/** Lists that would let strangers' traffic pass that does not pass today, and nobody confirmed. */
public final class OpensUpException extends ChangeRefusedException {

  private final transient Map<IpAddress, Long> clients;

  OpensUpException(Replay replay) {
    super(
        "of the last day's mail between foreign senders and foreign recipients, "
            + replay.all().of(Replay.Effect.NEWLY_RELAYED_FOREIGN)
            + " recipients would pass that do not pass today");
    clients = new TreeMap<>();
    replay
        .byClient()
        .forEach(
            (client, counts) -> {
              long opened = counts.of(Replay.Effect.NEWLY_RELAYED_FOREIGN);
              if (opened > 0) {
                clients.put(client, opened);
              }
            });
  }

  /** How many recipients of which clients would newly pass. */
  public Map<IpAddress, Long> clients() {
    return clients;
  }

  /** Of all clients. */
  public long recipients() {
    return clients.values().stream().mapToLong(Long::longValue).sum();
  }
}
