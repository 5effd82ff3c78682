package org.chukei.delivery;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.chukei.account.LocalUsers;
import org.chukei.account.LocalUsers.Resolution;
import org.chukei.config.HostPort;
import org.chukei.config.Settings;
import org.chukei.smtp.ForwardPath;
import org.chukei.smtp.MailDomain;
import org.chukei.store.ContentSource;
import org.chukei.store.StoredEnvelope;
import org.xbill.DNS.NioClient;

/**
 * Sends each recipient its way: local users to their Maildir, all others by SMTP to the smart host
 * or to their domain's hosts. Decides anew at each attempt, so a change of domains, accounts or
 * aliases holds for mail that waits.
 */
@ApplicationScoped
public class RoutingDeliveryAgent implements DeliveryAgent {

  private static final int SMTP_PORT = 25;
  private static final Duration DNS_TIMEOUT = Duration.ofSeconds(5);
  private static final String LOCAL = "local";
  private static final String SMARTHOST = "smarthost";
  private static final String NOBODY = "none";

  private final LocalUsers users;
  private final Optional<HostPort> smarthost;
  private final NextHopResolver resolver;
  private final SmtpClient client;
  private final LocalDelivery local;

  @Inject
  RoutingDeliveryAgent(Settings settings, LocalUsers users, SmtpConnections connections) {
    this(
        users,
        settings.smarthost(),
        new NextHopResolver(
            new DnsLookup(settings.dnsServer(), DNS_TIMEOUT),
            settings.hostname(),
            SMTP_PORT,
            new Random()),
        new SmtpClient(connections),
        new LocalDelivery(new Maildir(settings.home().resolve("mail"), settings.hostname())));
  }

  RoutingDeliveryAgent(
      LocalUsers users,
      Optional<HostPort> smarthost,
      NextHopResolver resolver,
      SmtpClient client,
      LocalDelivery local) {
    this.users = users;
    this.smarthost = smarthost;
    this.resolver = resolver;
    this.client = client;
    this.local = local;
  }

  /** For the container's proxy, which delegates every call. */
  @SuppressWarnings("NullAway")
  protected RoutingDeliveryAgent() {
    this.users = null;
    this.smarthost = Optional.empty();
    this.resolver = null;
    this.client = null;
    this.local = null;
  }

  /** Stops dnsjava's own thread, which would outlive the application. */
  @PreDestroy
  void stop() {
    NioClient.close();
  }

  @Override
  public String destination(ForwardPath recipient) {
    Optional<Resolution> resolution = resolve(recipient);
    if (resolution.isPresent() && !(resolution.get() instanceof Resolution.Foreign)) {
      return LOCAL;
    }
    return recipient.mailbox().map(mailbox -> destination(mailbox.domain())).orElse(LOCAL);
  }

  private String destination(MailDomain domain) {
    return smarthost.isPresent() ? SMARTHOST : domain.key();
  }

  @Override
  public List<Outcome> attempt(
      StoredEnvelope envelope, Set<Integer> positions, ContentSource content) throws Exception {
    List<Outcome> outcomes = new ArrayList<>();
    Map<MailDomain, SortedSet<Integer>> foreign =
        new TreeMap<>(Comparator.comparing(this::destination));
    for (int position : new TreeSet<>(positions)) {
      ForwardPath recipient = envelope.path(position);
      Optional<Resolution> resolution = resolve(recipient);
      if (resolution.isEmpty()) {
        Answer answer = Answer.deferred("4.3.0", "the list of local users is not available now");
        outcomes.add(answer.at(position, recipient, NOBODY));
      } else if (resolution.get() instanceof Resolution.Local found) {
        outcomes.add(local.deliver(envelope, position, found.mailboxes(), content));
      } else if (resolution.get() instanceof Resolution.Foreign found) {
        foreign.computeIfAbsent(found.mailbox().domain(), domain -> new TreeSet<>()).add(position);
      } else {
        // It was somebody's when it was accepted, and has been removed since.
        Answer answer = Answer.failed("5.1.1", "no such user here");
        outcomes.add(answer.at(position, recipient, NOBODY));
      }
    }
    for (Map.Entry<MailDomain, SortedSet<Integer>> group : foreign.entrySet()) {
      outcomes.addAll(toNextHop(envelope, hops(group.getKey()), group.getValue(), content));
    }
    outcomes.sort(Comparator.comparingInt(Outcome::position));
    return List.copyOf(outcomes);
  }

  private NextHops hops(MailDomain domain) {
    return smarthost.map(resolver::smarthost).orElseGet(() -> resolver.domain(domain));
  }

  @Override
  public List<Outcome> attemptBy(
      HostPort host, StoredEnvelope envelope, Set<Integer> positions, ContentSource content)
      throws UnreadableContentException {
    return toNextHop(envelope, resolver.smarthost(host), new TreeSet<>(positions), content);
  }

  private List<Outcome> toNextHop(
      StoredEnvelope envelope, NextHops hops, SortedSet<Integer> positions, ContentSource content)
      throws UnreadableContentException {
    if (hops instanceof NextHops.Found found) {
      return client.deliver(envelope, positions, content, found);
    }
    Answer answer =
        hops instanceof NextHops.Never never
            ? Answer.failed(never.status().toString(), never.text())
            : Answer.deferred(
                ((NextHops.NotNow) hops).status().toString(), ((NextHops.NotNow) hops).text());
    return positions.stream()
        .map(position -> answer.at(position, envelope.path(position), NOBODY))
        .toList();
  }

  /** Empty where it can't be told, which never means that nobody is there. */
  private Optional<Resolution> resolve(ForwardPath recipient) {
    try {
      return Optional.of(users.resolve(recipient));
    } catch (IllegalStateException e) {
      return Optional.empty();
    }
  }
}
