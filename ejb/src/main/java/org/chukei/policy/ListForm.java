package org.chukei.policy;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.chukei.network.AddressRanges;
import org.chukei.network.Network;

/**
 * What tells the permit list from the connection list: how it is read and what is judged.
 *
 * @param <E> an entry
 */
interface ListForm<E> {

  /** The permit list: all of it is judged, beside the connection list. */
  ListForm<PermitEntry> PERMITS =
      new ListForm<>() {
        @Override
        public ListVersion<PermitEntry> current(EntityManager em) {
          return NetworkListRow.current(em, kind(), this::parse);
        }

        @Override
        public ListKind kind() {
          return ListKind.PERMIT;
        }

        @Override
        public List<PermitEntry> parse(String text) {
          return NetworkList.permits(text);
        }

        @Override
        public AddressRanges judged(List<PermitEntry> entries) {
          return AddressRanges.of(entries.stream().map(PermitEntry::network).toList());
        }

        @Override
        public Map<String, AddressRanges> standings(List<PermitEntry> entries) {
          return Map.of("PERMITTED", judged(entries));
        }

        @Override
        public boolean isWithin(List<PermitEntry> entries, List<PermitEntry> others) {
          List<Network> unconditional =
              others.stream()
                  .filter(PermitEntry::isUnconditional)
                  .map(PermitEntry::network)
                  .toList();
          AddressRanges whoever = AddressRanges.of(unconditional);
          PermitOverlaps overlaps = new PermitOverlaps(others);
          return entries.stream()
              .allMatch(entry -> whoever.contains(entry.network()) || overlaps.covers(entry));
        }

        @Override
        public List<Danger> withoutEffect(List<PermitEntry> entries) {
          PermitOverlaps overlaps = new PermitOverlaps(entries);
          return entries.stream()
              .flatMap(
                  entry -> overlaps.undoing(entry).map(by -> Danger.undone(entry, by)).stream())
              .toList();
        }

        @Override
        public List<ListWarning> warnings(
            List<PermitEntry> entries, EntityManager em, Instant now) {
          PermitLife life =
              new PermitLife(
                  now,
                  PermitUseRow.all(em),
                  NetworkListRow.textAt(em, kind(), now.minus(PermitLife.UNUSED))
                      .lines()
                      .flatMap(PermitLife::key)
                      .collect(Collectors.toSet()));
          return ListWarnings.ofPermits(entries, CONNECTIONS.current(em).entries(), life);
        }
      };

  /** The connection list: judged is what it makes UNCONDITIONAL, beside the permit list. */
  ListForm<ConnectionEntry> CONNECTIONS =
      new ListForm<>() {
        @Override
        public ListVersion<ConnectionEntry> current(EntityManager em) {
          return NetworkListRow.current(em, kind(), this::parse);
        }

        @Override
        public ListKind kind() {
          return ListKind.CONNECTION;
        }

        @Override
        public List<ConnectionEntry> parse(String text) {
          return NetworkList.connections(text);
        }

        @Override
        public AddressRanges judged(List<ConnectionEntry> entries) {
          return new ConnectionTable(entries).standing(ConnectionAction.UNCONDITIONAL);
        }

        @Override
        public Map<String, AddressRanges> standings(List<ConnectionEntry> entries) {
          ConnectionTable table = new ConnectionTable(entries);
          return Map.of(
              "DENY", table.standing(ConnectionAction.DENY),
              "UNCONDITIONAL", table.standing(ConnectionAction.UNCONDITIONAL));
        }

        @Override
        public boolean isWithin(List<ConnectionEntry> entries, List<ConnectionEntry> others) {
          return judged(others).contains(judged(entries));
        }

        @Override
        public List<Danger> withoutEffect(List<ConnectionEntry> entries) {
          ConnectionTable table = new ConnectionTable(entries);
          Set<ConnectionEntry> reached = table.reached();
          AddressRanges denied = table.standing(ConnectionAction.DENY);
          return entries.stream()
              .filter(entry -> entry.action() == ConnectionAction.DENY)
              .filter(entry -> !reached.contains(entry) && !denied.contains(entry.network()))
              .map(entry -> Danger.denyingNobody(entry, table.find(entry.network().first())))
              .toList();
        }

        @Override
        public List<ListWarning> warnings(
            List<ConnectionEntry> entries, EntityManager em, Instant now) {
          return ListWarnings.ofConnections(entries, PERMITS.current(em).entries());
        }
      };

  ListKind kind();

  ListVersion<E> current(EntityManager em);

  /**
   * @throws ListRejectedException naming every bad line
   */
  List<E> parse(String text);

  /**
   * As {@link #parse}, where the other list is given too.
   *
   * @throws ListRejectedException naming the list, and every bad line
   */
  default List<E> parseOfBoth(String text) {
    try {
      return parse(text);
    } catch (ListRejectedException e) {
      throw e.in(kind());
    }
  }

  /** The addresses whose width and place may be dangerous. */
  AddressRanges judged(List<E> entries);

  /** What it makes of which addresses: see {@link StandingChange#standing}. */
  Map<String, AddressRanges> standings(List<E> entries);

  /** Whether all that a list does was done by another one, so that it can be no more dangerous. */
  boolean isWithin(List<E> entries, List<E> others);

  /** Entries that look as if they kept somebody out, and do not. */
  List<Danger> withoutEffect(List<E> entries);

  List<ListWarning> warnings(List<E> entries, EntityManager em, Instant now);
}
