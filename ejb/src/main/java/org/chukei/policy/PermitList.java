package org.chukei.policy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.chukei.account.NotFoundException;
import org.chukei.account.RulesDatabase;
import org.chukei.config.Settings;

/**
 * The relay permit list: a set of networks whose clients may relay, if they are UNCONDITIONAL on
 * the {@link ConnectionList} too. Each change is in force when the method returns.
 */
@ApplicationScoped
public class PermitList extends RuleList<PermitEntry> {

  @Inject
  public PermitList(Settings settings, RulesDatabase database, Clock clock) {
    this(database, clock, () -> Surroundings.ofThisMachine(settings.proxyNetworks()));
  }

  PermitList(RulesDatabase database, Clock clock, Supplier<Surroundings> surroundings) {
    super(ListForm.PERMITS, database, clock, surroundings);
  }

  /** For the container's proxies. */
  protected PermitList() {}

  /**
   * Appends one entry; nothing changes where it is there already, with the same conditions.
   *
   * @param entry in any notation, a comment may follow
   * @throws ListRejectedException as {@link #save}; the error's line is 1
   * @throws NeedsAcknowledgementException as {@link #save}
   */
  public SavedList add(String entry, ChangedBy by) {
    PermitEntry added = ListText.only(ListForm.PERMITS, entry);
    return stored()
        .change(
            by,
            now -> lines(now, added).isEmpty() ? ListText.append(now.text(), entry) : now.text());
  }

  /**
   * Removes every line with this network and these conditions, in whatever notation.
   *
   * @throws ListRejectedException where the entry can't be read
   * @throws NotFoundException where no line has it
   */
  public SavedList remove(String entry, ChangedBy by) {
    PermitEntry removed = ListText.only(ListForm.PERMITS, entry);
    return stored()
        .change(
            by,
            now -> {
              Set<Integer> lines = lines(now, removed);
              if (lines.isEmpty()) {
                throw new NotFoundException(removed.text() + " is not on the permit list");
              }
              return ListText.without(now.text(), lines);
            });
  }

  private static Set<Integer> lines(ListVersion<PermitEntry> now, PermitEntry wanted) {
    return now.entries().stream()
        .filter(wanted::permitsTheSameAs)
        .map(PermitEntry::line)
        .collect(Collectors.toSet());
  }
}
