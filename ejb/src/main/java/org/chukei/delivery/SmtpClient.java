package org.chukei.delivery;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.chukei.smtp.ForwardPath;
import org.chukei.store.ContentSource;
import org.chukei.store.StoredEnvelope;

/**
 * Hands a message to the first of several next hops that takes it (RFC 5321 §5.1). Keeps nothing
 * between calls but connections; safe for many threads.
 */
final class SmtpClient {

  /** How many hosts that answer EHLO are asked in one attempt; the rest can wait for the next. */
  private static final int SESSIONS = 2;

  private final SmtpConnections connections;

  SmtpClient(SmtpConnections connections) {
    this.connections = connections;
  }

  /**
   * One outcome per position. A recipient that one hop defers is offered to the next one.
   *
   * @throws UnreadableContentException where our own content failed
   */
  List<Outcome> deliver(
      StoredEnvelope envelope,
      SortedSet<Integer> positions,
      ContentSource content,
      NextHops.Found hops)
      throws UnreadableContentException {
    Map<Integer, Outcome> outcomes = new TreeMap<>();
    SortedSet<Integer> open = new TreeSet<>(positions);
    List<NextHop> left = new ArrayList<>(hops.hops());
    int sessions = 0;
    while (!left.isEmpty() && !open.isEmpty() && sessions < SESSIONS) {
      List<NextHop> tried = ofOneHost(left);
      try (SmtpLease connection = connections.lend(tried)) {
        sessions++;
        tried = List.of(connection.hop());
        run(connection, envelope, open, content, outcomes);
      } catch (ConversationEnded e) {
        tried = e.hop().map(List::of).orElse(tried);
        Outcome.Relay relay =
            e.hop().map(hop -> Outcome.Relay.clear(hop.relay())).orElse(Outcome.Relay.NONE);
        for (int position : open) {
          outcomes.merge(position, e.answer().at(position, relay), SmtpClient::moreTelling);
        }
      }
      left.removeAll(tried);
    }
    return List.copyOf(outcomes.values());
  }

  /** The next ones to be tried together: RFC 5321 §5.1 orders hosts, not their addresses. */
  private static List<NextHop> ofOneHost(List<NextHop> left) {
    String host = left.get(0).host();
    return left.stream().takeWhile(hop -> hop.host().equals(host)).toList();
  }

  /**
   * What a host said says more than that the next one could not be reached; and mail that one host
   * can't have may wait for another (RFC 8689 §4.2.1).
   */
  private static Outcome moreTelling(Outcome known, Outcome later) {
    if (known instanceof Outcome.Failed != later instanceof Outcome.Failed) {
      return known instanceof Outcome.Failed ? later : known;
    }
    return known.remote() && !later.remote() ? known : later;
  }

  /** Takes out of {@code open} what needs no other hop. */
  private static void run(
      SmtpLease connection,
      StoredEnvelope envelope,
      SortedSet<Integer> open,
      ContentSource content,
      Map<Integer, Outcome> outcomes)
      throws ConversationEnded, UnreadableContentException {
    String relay = connection.hop().relay();
    for (int position : List.copyOf(open)) {
      ForwardPath recipient = envelope.path(position);
      if (MissingExtension.isUnspeakable(recipient, connection.extensions())) {
        Answer unspeakable = MissingExtension.unspeakable(relay);
        outcomes.put(position, unspeakable.at(position, Outcome.Relay.clear(relay)));
        open.remove(position);
      }
    }
    SortedSet<Integer> rest = new TreeSet<>(open);
    while (!rest.isEmpty()) {
      List<Integer> batch = connection.extensions().limits().batch(rest, envelope);
      batch.forEach(rest::remove);
      List<ForwardPath> recipients = batch.stream().map(envelope::path).toList();
      List<Answer> answers = answers(connection, envelope, recipients, content);
      for (int i = 0; i < batch.size(); i++) {
        int position = batch.get(i);
        Answer answer = answers.get(i);
        outcomes.put(position, answer.at(position, connection.relay()));
        if (answer.kind() != Answer.Kind.DEFERRED || !answer.elsewhere()) {
          open.remove(position);
        }
      }
    }
  }

  private static List<Answer> answers(
      SmtpLease connection,
      StoredEnvelope envelope,
      List<ForwardPath> recipients,
      ContentSource content)
      throws ConversationEnded, UnreadableContentException {
    if (!connection.isUsable()) {
      String text =
          "lost connection with " + connection.hop().relay() + " in the transaction before";
      return recipients.stream().map(recipient -> Answer.deferred("4.4.2", text)).toList();
    }
    connection.makeRoomFor(recipients);
    Optional<Answer> missing =
        MissingExtension.of(envelope, content, connection.extensions(), connection.hop().relay());
    if (missing.isPresent()) {
      return Collections.nCopies(recipients.size(), missing.get());
    }
    try {
      return connection.transact(envelope, recipients, content);
    } catch (ConversationEnded e) {
      connection.renew(e);
      return answers(connection, envelope, recipients, content);
    }
  }
}
