package org.chukei.management;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Local;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.chukei.account.UnacceptableException;
import org.chukei.audit.AuditEntry.Door;
import org.chukei.audit.AuditLog;
import org.chukei.decision.OpeningCheck;
import org.chukei.decision.Replay;
import org.chukei.decision.Replay.Effect;
import org.chukei.decision.WhatIf;
import org.chukei.network.Network;
import org.chukei.policy.BothLists;
import org.chukei.policy.ChangedBy;
import org.chukei.policy.ConnectionList;
import org.chukei.policy.ListChange;
import org.chukei.policy.ListEdit;
import org.chukei.policy.ListPreview;
import org.chukei.policy.PermitEntry;
import org.chukei.policy.PermitList;
import org.chukei.policy.PermitUse;
import org.chukei.policy.PermitUses;
import org.chukei.policy.RelayRules;
import org.chukei.policy.RuleList;
import org.chukei.policy.RulesDraft;
import org.chukei.policy.SavedList;
import org.chukei.policy.StandingChange;
import org.chukei.policy.importing.ImportFormat;

/** An EJB, because a JMX thread brings no application context and the EJB container sets one. */
@Singleton
@Local(RelayListsMXBean.class)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RelayListsManagement implements RelayListsMXBean {

  private static final int MOST_VERSIONS = 10_000;

  @Inject private PermitList permits;
  @Inject private ConnectionList connections;
  @Inject private BothLists both;
  @Inject private PermitUses uses;
  @Inject private RelayRules rules;
  @Inject private WhatIf whatIf;
  @Inject private OpeningCheck openingCheck;
  @Inject private AuditLog audit;

  @Override
  public String text(String list) {
    return Asked.of(() -> named(list).current().text());
  }

  @Override
  public long version(String list) {
    return Asked.of(() -> named(list).current().version());
  }

  @Override
  public List<String> warnings(String list) {
    return Asked.of(
        () ->
            named(list).warnings().stream()
                .map(warning -> "line " + warning.line() + ": " + warning.text())
                .toList());
  }

  @Override
  public List<String> uses() {
    return Asked.of(
        () -> {
          PermitUses.Known known = uses.known();
          return permits.current().entries().stream()
              .map(entry -> used(entry, known.of(entry)))
              .toList();
        });
  }

  private static String used(PermitEntry entry, Optional<PermitUse> use) {
    return entry.text()
        + use.map(u -> " hits=" + u.hits() + " last=" + u.last()).orElse(" never used");
  }

  @Override
  public List<String> versions(String list, int limit) {
    return Asked.of(
        () -> {
          if (limit < 1 || limit > MOST_VERSIONS) {
            throw new UnacceptableException("limit", "limit is 1 to " + MOST_VERSIONS);
          }
          return named(list).changes(limit).stream().map(RelayListsManagement::line).toList();
        });
  }

  private static String line(ListChange change) {
    return "version=%d saved=%s by=%s +%d -%d%s%s"
        .formatted(
            change.version().version(),
            change.version().savedAt(),
            change.version().author(),
            change.added(),
            change.removed(),
            change.version().acknowledgedBy().map(name -> " acknowledged by " + name).orElse(""),
            change.version().reason().isEmpty() ? "" : ": " + change.version().reason());
  }

  @Override
  public String textOf(String list, long version) {
    return Asked.of(() -> named(list).text(version));
  }

  @Override
  public String difference(String list, long from, long to) {
    return Asked.of(() -> named(list).difference(from, to));
  }

  @Override
  public long save(String list, String text, long basedOn, String reason, String acknowledge) {
    OptionalLong base = basedOn < 0 ? OptionalLong.empty() : OptionalLong.of(basedOn);
    return change(
        list + ".save",
        reason,
        () -> named(list).save(new ListEdit(text, base, by(reason, acknowledge))));
  }

  @Override
  public long add(String list, String entry, int position, String reason, String acknowledge) {
    OptionalInt place = position == 0 ? OptionalInt.empty() : OptionalInt.of(position);
    return change(
        list + ".add",
        entry + " " + reason,
        () ->
            isPermit(list)
                ? permits.add(entry, by(reason, acknowledge))
                : connections.add(entry, place, by(reason, acknowledge)));
  }

  @Override
  public long remove(String list, String entry, String reason, String acknowledge) {
    return change(
        list + ".remove",
        entry + " " + reason,
        () ->
            isPermit(list)
                ? permits.remove(entry, by(reason, acknowledge))
                : connections.remove(entry, by(reason, acknowledge)));
  }

  @Override
  public long rollBack(String list, long version, String reason, String acknowledge) {
    return change(
        list + ".rollBack",
        version + " " + reason,
        () -> named(list).rollBack(version, by(reason, acknowledge)));
  }

  @Override
  public List<String> importText(
      String list, String format, String text, boolean save, String reason, String acknowledge) {
    Supplier<List<String>> work =
        () -> {
          ImportFormat from = ImportFormat.named(format);
          String ours = isPermit(list) ? from.permitList(text) : from.connectionList(text);
          ListPreview preview = named(list).preview(ours);
          if (save) {
            ChangedBy by = by(reason.isBlank() ? "import from " + from : reason, acknowledge);
            named(list).save(new ListEdit(ours, OptionalLong.empty(), by));
          }
          return told(preview);
        };
    return save
        ? audit.recorded(
            QueueManagement.AUTHOR, Door.JMX, list + ".import", reason, () -> Asked.of(work::get))
        : Asked.of(work::get);
  }

  private static List<String> told(ListPreview preview) {
    List<String> lines = new ArrayList<>();
    for (StandingChange change : preview.changes()) {
      for (Network network : change.addedNetworks()) {
        lines.add(change.standing() + " + " + network);
      }
      for (Network network : change.removedNetworks()) {
        lines.add(change.standing() + " - " + network);
      }
    }
    preview.dangers().forEach(danger -> lines.add("danger: " + danger.text()));
    return lines;
  }

  @Override
  public long saveBoth(
      String permits, String connections, String reason, String acknowledge, boolean opensUp) {
    return audit.recorded(
        QueueManagement.AUTHOR,
        Door.JMX,
        "policy.saveBoth",
        reason,
        () ->
            Asked.of(
                () -> {
                  RulesDraft draft =
                      RulesDraft.ofLists(Optional.of(permits), Optional.of(connections));
                  if (!opensUp) {
                    openingCheck.check(draft);
                  }
                  both.save(
                      new BothLists.Edit(
                          draft.permits(), draft.connections(), by(reason, acknowledge)));
                  return rules.version();
                }));
  }

  @Override
  public List<String> whatIf(
      String permits, String connections, String profile, String permittedNeedAuth, int days) {
    return Asked.of(
        () -> {
          Replay replay =
              whatIf.replay(
                  RulesDraft.read(permits, connections, profile, permittedNeedAuth), days);
          List<String> lines = new ArrayList<>();
          lines.add("asked=" + replay.asked() + " " + counts(replay.all()));
          replay.byClient().forEach((client, of) -> lines.add(client + " " + counts(of)));
          return lines;
        });
  }

  private static String counts(Replay.Counts counts) {
    return "newlyRelayedForeignToForeign=%d newlyAccepted=%d newlyRefused=%d"
        .formatted(
            counts.of(Effect.NEWLY_RELAYED_FOREIGN),
            counts.of(Effect.NEWLY_ACCEPTED),
            counts.of(Effect.NEWLY_REFUSED));
  }

  private RuleList<?> named(String list) {
    return isPermit(list) ? permits : connections;
  }

  private static boolean isPermit(String list) {
    return switch (list.trim().toLowerCase(Locale.ROOT)) {
      case "permit" -> true;
      case "connection" -> false;
      default -> throw new UnacceptableException("list", "a list is permit or connection");
    };
  }

  private static ChangedBy by(String reason, String acknowledge) {
    return new ChangedBy(QueueManagement.AUTHOR, reason, Optional.of(acknowledge));
  }

  private long change(String action, String detail, Supplier<SavedList> change) {
    return audit.recorded(
        QueueManagement.AUTHOR,
        Door.JMX,
        action,
        detail.strip(),
        () -> Asked.of(() -> change.get().version()));
  }
}
