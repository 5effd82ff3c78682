package org.chukei.delivery;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.chukei.config.HostPort;
import org.chukei.config.Settings;
import org.chukei.smtp.ForwardPath;
import org.chukei.smtp.MailDomain;
import org.chukei.smtp.Mailbox;
import org.chukei.smtp.MailboxParser;
import org.chukei.smtp.ReversePath;
import org.chukei.store.ContentSource;
import org.chukei.store.StoredEnvelope;
import org.chukei.transport.Route;
import org.chukei.transport.Router;
import org.chukei.transport.Transport;
import org.chukei.transport.Way;
import org.xbill.DNS.NioClient;

/**
 * Sends each recipient its way: into a Maildir, to a host, nowhere. Decides anew at each attempt,
 * so a change of domains, accounts, aliases or transports holds for mail that waits.
 */
@ApplicationScoped
public class RoutingDeliveryAgent implements DeliveryAgent {

  /** Only an operator sends the bare postmaster's mail elsewhere, and then to a host by name. */
  private static final MailDomain BARE_POSTMASTER = MailboxParser.domain("localhost").orElseThrow();

  private final Router router;
  private final NextHopResolver resolver;
  private final SmtpClient client;
  private final LocalDelivery local;

  @Inject
  RoutingDeliveryAgent(
      Router router,
      NextHopResolver resolver,
      SmtpConnections connections,
      Settings settings,
      Clock clock) {
    this(
        router,
        resolver,
        new SmtpClient(connections),
        new LocalDelivery(
            new Maildir(
                settings.home().resolve("mail"), settings.hostname(), MaildirAccess.of(settings)),
            new Forwarding(settings.forwardRewritesSender(), clock)));
  }

  RoutingDeliveryAgent(
      Router router, NextHopResolver resolver, SmtpClient client, LocalDelivery local) {
    this.router = router;
    this.resolver = resolver;
    this.client = client;
    this.local = local;
  }

  /** For the container's proxy, which delegates every call. */
  @SuppressWarnings("NullAway")
  protected RoutingDeliveryAgent() {
    this.router = null;
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
  public String destination(ReversePath sender, ForwardPath recipient) {
    return router.way(sender, recipient).destination();
  }

  /** What recipients have in common that go to a next hop together. */
  private record Together(Transport transport, String destination) {}

  @Override
  public List<Outcome> attempt(
      StoredEnvelope envelope, Set<Integer> positions, ContentSource content) throws Exception {
    List<Outcome> outcomes = new ArrayList<>();
    Map<Together, SortedMap<Integer, ForwardPath>> connections = new LinkedHashMap<>();
    for (int position : new TreeSet<>(positions)) {
      ForwardPath recipient = envelope.path(position);
      Optional<Way> way = way(envelope.sender(), recipient);
      if (way.isPresent()
          && way.get() instanceof Way.By by
          && by.transport().route().isHandedOver()) {
        Together together = new Together(by.transport(), by.destination());
        connections
            .computeIfAbsent(together, t -> new TreeMap<>())
            .put(position, ForwardPath.of(by.recipient()));
      } else {
        outcomes.add(here(envelope, position, way, content));
      }
    }
    for (Map.Entry<Together, SortedMap<Integer, ForwardPath>> group : connections.entrySet()) {
      SortedMap<Integer, ForwardPath> paths = group.getValue();
      SortedSet<Integer> together = new TreeSet<>(paths.keySet());
      Transport transport = group.getKey().transport();
      outcomes.addAll(toNextHop(envelope.redirected(paths), transport, together, content));
    }
    outcomes.sort(Comparator.comparingInt(Outcome::position));
    return List.copyOf(outcomes);
  }

  /** An operator's word goes before the table. */
  @Override
  public List<Outcome> attemptBy(
      HostPort host, StoredEnvelope envelope, Set<Integer> positions, ContentSource content)
      throws UnreadableContentException {
    Transport transport = Transport.anything(new Route.Host(host, false));
    return toNextHop(envelope, transport, new TreeSet<>(positions), content);
  }

  /** What needs no connection. */
  private Outcome here(
      StoredEnvelope envelope, int position, Optional<Way> way, ContentSource content)
      throws UnreadableContentException {
    if (way.isPresent() && way.get() instanceof Way.Mailboxes found) {
      return local.deliver(envelope, position, found, content);
    }
    if (way.isPresent()
        && way.get() instanceof Way.By by
        && by.transport().route() instanceof Route.Maildir) {
      return local.deliver(envelope, position, by.recipient(), content);
    }
    return way.map(RoutingDeliveryAgent::answer)
        .orElse(Answer.deferred("4.3.0", "the list of local users is not available now"))
        .at(position, Outcome.Relay.NONE);
  }

  private static Answer answer(Way way) {
    if (way instanceof Way.By by) {
      return by.transport().route() instanceof Route.Discard
          ? Answer.delivered(1, "discarded, as the transport of its domain says")
          // RFC 3463 §3.8: delivery not authorized.
          : Answer.failed("5.7.1", "mail for this domain is not passed on");
    }
    // It was somebody's when it was accepted, and has been removed since.
    return Answer.failed("5.1.1", "no such user here");
  }

  private List<Outcome> toNextHop(
      StoredEnvelope envelope,
      Transport transport,
      SortedSet<Integer> positions,
      ContentSource content)
      throws UnreadableContentException {
    // Only by MX does the domain count, and then they all have the same.
    MailDomain domain =
        envelope.path(positions.first()).mailbox().map(Mailbox::domain).orElse(BARE_POSTMASTER);
    NextHops hops = hops(envelope, transport, domain, content);
    if (hops instanceof NextHops.Found found) {
      return client.deliver(envelope, positions, content, found);
    }
    Answer answer =
        hops instanceof NextHops.Never never
            ? Answer.failed(never.status().toString(), never.text())
            : Answer.deferred(
                ((NextHops.NotNow) hops).status().toString(), ((NextHops.NotNow) hops).text());
    return positions.stream().map(position -> answer.at(position, Outcome.Relay.NONE)).toList();
  }

  /** The header is looked into only where its sender could spare the mail a wait. */
  private NextHops hops(
      StoredEnvelope envelope, Transport transport, MailDomain domain, ContentSource content)
      throws UnreadableContentException {
    if (envelope.parameters().requireTls()) {
      return resolver.hops(transport, domain, Privacy.REQUIRED);
    }
    NextHops hops = resolver.hops(transport, domain, Privacy.USUAL);
    boolean strict =
        !(hops instanceof NextHops.Found found)
            || found.hops().stream().anyMatch(hop -> hop.tls().isRequired());
    return strict && TlsRequiredField.saysNo(content)
        ? resolver.hops(transport, domain, Privacy.WAIVED)
        : hops;
  }

  /** Empty where it can't be told, which never means that nobody is there. */
  private Optional<Way> way(ReversePath sender, ForwardPath recipient) {
    try {
      return Optional.of(router.way(sender, recipient));
    } catch (IllegalStateException e) {
      return Optional.empty();
    }
  }
}
