package org.chukei.transport;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import org.chukei.account.ConflictException;
import org.chukei.account.NotFoundException;
import org.chukei.account.RulesChanged;
import org.chukei.account.RulesDatabase;
import org.chukei.account.RulesVersionRow;
import org.chukei.account.UnacceptableException;
import org.chukei.config.Settings;
import org.chukei.smtp.MailDomain;
import org.chukei.smtp.ReversePath;

/**
 * The transport table. A change is in force when the method returns, for mail that waits too.
 * Delivery is answered from a copy in memory, and never waits for the database. Safe for many
 * threads.
 */
@ApplicationScoped
public class Transports implements Routes {

  private static final Logger LOG = System.getLogger(Transports.class.getName());

  private final RulesDatabase database;
  private final Transport usual;

  private volatile Optional<Compiled> inForce = Optional.empty();

  /**
   * @param version of the rules it was read with; the table counts as one of them
   */
  private record Compiled(long version, TransportTable table) {}

  @Inject
  public Transports(RulesDatabase database, Settings settings) {
    this.database = database;
    this.usual =
        settings
            .smarthost()
            .map(host -> Transport.anything(new Route.Host(host, false)))
            .orElse(Transport.BY_MX);
  }

  /** For the container's proxies. */
  protected Transports() {
    this.database = null;
    this.usual = Transport.BY_MX;
  }

  /** By recipient and sender. */
  public List<Transport> list() {
    return database.read(TransportRow::all);
  }

  /**
   * Some of them, sorted.
   *
   * @param contained only those with this text in recipient, sender or route; empty: all
   * @param first so many before are left out
   */
  public List<Transport> list(String contained, int first, int most) {
    return database.read(em -> TransportRow.page(em, contained, first, most));
  }

  /** How many there are with this text. */
  public long count(String contained) {
    return database.read(em -> TransportRow.SEARCH.count(em, contained));
  }

  /**
   * Adds the entry.
   *
   * @throws ConflictException where there is one for the same domains
   */
  public Transport add(Transport entry) {
    return database.change(
        (em, version) -> {
          if (find(em, entry.recipient(), entry.sender()).isPresent()) {
            throw new ConflictException(
                "there is a transport for " + entry.label() + " already; remove it first");
          }
          em.persist(new TransportRow(entry));
          return entry;
        });
  }

  /**
   * @param sender empty: the entry for all senders
   * @throws UnacceptableException where these are no domains
   * @throws NotFoundException where there is no such entry
   */
  public void remove(String recipient, String sender) {
    DomainPattern to = DomainPattern.parse("recipient", recipient.trim());
    DomainPattern from =
        sender.isBlank() ? DomainPattern.ALL : DomainPattern.parse("sender", sender.trim());
    database.change(
        (em, version) -> {
          em.remove(
              find(em, to, from)
                  .orElseThrow(
                      () ->
                          new NotFoundException(
                              "there is no transport for "
                                  + to
                                  + (from.isAll() ? "" : " from " + from))));
          return to;
        });
  }

  private static Optional<TransportRow> find(
      EntityManager em, DomainPattern recipient, DomainPattern sender) {
    return Optional.ofNullable(
        em.find(TransportRow.class, new TransportRow.Key(recipient.text(), sender.text())));
  }

  @Override
  public Optional<Transport> entry(ReversePath sender, MailDomain recipient) {
    return inForce
        .orElseThrow(() -> new IllegalStateException("the transports could not be read yet"))
        .table()
        .find(sender, recipient);
  }

  @Override
  public Transport usual() {
    return usual;
  }

  /** Reads the table and puts it in force. @throws RuntimeException where it can't be read */
  public void reload() {
    putInForce(
        database.read(
            em ->
                new Compiled(
                    RulesVersionRow.current(em), new TransportTable(TransportRow.all(em)))));
  }

  /** Two reloads at a time may finish in either order; the older reading must not win. */
  private synchronized void putInForce(Compiled read) {
    if (read.version() >= version()) {
      inForce = Optional.of(read);
    }
  }

  private long version() {
    return inForce.map(Compiled::version).orElse(0L);
  }

  /** For a timer: reloads if another node changed something. What is in memory stays otherwise. */
  public void refreshIfChanged() {
    try {
      if (inForce.isEmpty() || database.read(RulesVersionRow::current) != version()) {
        reload();
      }
    } catch (RuntimeException e) {
      // The rules are read by the same timer, and say at a level that shows that they can't be.
      LOG.log(Level.DEBUG, "the transports can't be read now", e);
    }
  }

  void onChange(@Observes RulesChanged changed) {
    refreshIfChanged();
  }
}
