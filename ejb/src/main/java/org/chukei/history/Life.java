package org.chukei.history;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.chukei.connector.api.QueueId;
import org.chukei.history.LifeEvent.Accepted;
import org.chukei.history.LifeEvent.Addressed;
import org.chukei.history.LifeEvent.Attempted;
import org.chukei.history.LifeEvent.Beginning;
import org.chukei.history.LifeEvent.Composed;
import org.chukei.history.LifeEvent.Forwarded;
import org.chukei.history.LifeEvent.Gone;
import org.chukei.history.LifeEvent.NotTaken;
import org.chukei.history.LifeEvent.Removed;
import org.chukei.history.LifeEvent.Session;
import org.chukei.history.LifeEvent.Told;

/**
 * All that was recorded of one message, in the order in which it happened. What is owed still, and
 * when it is tried next, is the queue's to tell.
 */
public record Life(QueueId queueId, List<LifeEvent> events) {

  /** What a record under load may lack. */
  public enum Gap {
    BEGINNING,
    ATTEMPTS,
    END
  }

  public Life {
    events = events.stream().distinct().sorted(Comparator.comparing(LifeEvent::at)).toList();
  }

  /** Empty where it was not recorded. */
  public Optional<Beginning> beginning() {
    return events(Beginning.class).findFirst();
  }

  /** Who brought it; empty where it was made here, or that was not recorded. */
  public Optional<Session> session() {
    return beginning()
        .flatMap(
            beginning -> {
              if (beginning instanceof Accepted accepted) {
                return Optional.of(accepted.session());
              }
              return beginning instanceof NotTaken notTaken
                  ? Optional.of(notTaken.session())
                  : Optional.empty();
            });
  }

  /** By recipient, in the order of the envelope. */
  public Map<String, Fate> fates() {
    Map<String, Fate> fates = new LinkedHashMap<>();
    for (LifeEvent event : events) {
      if (event instanceof Beginning beginning) {
        Fate first = beginning instanceof NotTaken ? Fate.NOT_TAKEN : Fate.WAITING;
        beginning.recipients().forEach(r -> fates.putIfAbsent(r.recipient(), first));
      } else if (event instanceof Attempted attempted) {
        fates.put(attempted.recipient(), fate(attempted));
      } else if (event instanceof Removed removed) {
        fates.put(removed.recipient(), Fate.REMOVED);
      }
    }
    return fates;
  }

  private static Fate fate(Attempted attempted) {
    return switch (attempted.result()) {
      case DELIVERED -> Fate.DELIVERED;
      case DEFERRED -> Fate.WAITING;
      case FAILED, GIVEN_UP -> Fate.FAILED;
    };
  }

  /** The verdicts that let its recipients pass. */
  public List<String> decisions() {
    return beginning().stream()
        .flatMap(beginning -> beginning.recipients().stream())
        .map(Addressed::decision)
        .flatMap(Optional::stream)
        .toList();
  }

  /** Other messages that it is about or that came of it: their queue ids. */
  public List<String> related() {
    return Stream.of(
            events(Composed.class).map(Composed::because),
            events(Told.class).map(Told::notice),
            events(Forwarded.class).map(Forwarded::forward))
        .flatMap(ids -> ids)
        .distinct()
        .toList();
  }

  /** Whether nothing of it is owed any more. */
  public boolean ended() {
    return events(Gone.class).findAny().isPresent()
        || beginning().filter(NotTaken.class::isInstance).isPresent();
  }

  /** What was not recorded, because there was too much to record at the time. */
  public Set<Gap> gaps() {
    Set<Gap> gaps = EnumSet.noneOf(Gap.class);
    if (beginning().isEmpty()) {
      gaps.add(Gap.BEGINNING);
    }
    Map<String, Integer> attempts = new HashMap<>();
    events(Attempted.class)
        .forEach(
            attempted -> {
              int before = attempts.getOrDefault(attempted.recipient(), 0);
              if (attempted.attempts() > before + 1) {
                gaps.add(Gap.ATTEMPTS);
              }
              attempts.put(attempted.recipient(), attempted.attempts());
            });
    if (events(Gone.class).findAny().isPresent() && fates().containsValue(Fate.WAITING)) {
      gaps.add(Gap.END);
    }
    return gaps;
  }

  private <T extends LifeEvent> Stream<T> events(Class<T> type) {
    return events.stream().filter(type::isInstance).map(type::cast);
  }
}
