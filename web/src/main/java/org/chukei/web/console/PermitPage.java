package org.chukei.web.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.chukei.network.Network;
import org.chukei.policy.PermitEntry;
import org.chukei.policy.PermitList;
import org.chukei.policy.PermitUse;
import org.chukei.policy.PermitUses;
import org.chukei.policy.RuleList;
import org.chukei.policy.RulesDraft;
import org.chukei.policy.importing.ImportFormat;

/** The page of the relay permit list. */
@Named("permit")
@ViewScoped
public class PermitPage extends ListPage<PermitEntry> {

  @Inject private PermitList list;
  @Inject private PermitUses uses;

  @Override
  RuleList<PermitEntry> list() {
    return list;
  }

  @Override
  RulesDraft draft(String text) {
    return new RulesDraft(Optional.of(text), Optional.empty(), Optional.empty(), Optional.empty());
  }

  @Override
  String converted(ImportFormat format, String foreign) {
    return format.permitList(foreign);
  }

  @Override
  public List<ImportFormat> getFormats() {
    return List.of(ImportFormat.values());
  }

  @Override
  boolean isFound(PermitEntry entry, String words) {
    return Stream.of(entry.text(), "owner=" + entry.owner(), entry.note())
        .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(words));
  }

  @Override
  Network network(PermitEntry entry) {
    return entry.network();
  }

  /** How often an entry let a recipient pass. */
  public long hits(PermitEntry entry) {
    return use(entry).map(PermitUse::hits).orElse(0L);
  }

  /** Whether it ever did. */
  public boolean isUsed(PermitEntry entry) {
    return use(entry).isPresent();
  }

  /** Only of one that was used. */
  public Instant lastUsed(PermitEntry entry) {
    return use(entry).map(PermitUse::last).orElse(Instant.EPOCH);
  }

  private Optional<PermitUse> use(PermitEntry entry) {
    PermitUses.Known known = OfRequest.get(PermitUses.class, uses::known);
    return known.of(entry);
  }
}
