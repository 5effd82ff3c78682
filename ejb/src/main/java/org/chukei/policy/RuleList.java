package org.chukei.policy;

import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.chukei.account.NotFoundException;
import org.chukei.account.RulesDatabase;

/**
 * What the permit list and the connection list have in common: a text that is saved as a whole, and
 * of which every version is kept. Each change is in force when the method returns. Safe for many
 * threads.
 *
 * @param <E> an entry
 */
public abstract class RuleList<E> {

  private final StoredList<E> list;

  RuleList(
      ListForm<E> form, RulesDatabase database, Clock clock, Supplier<Surroundings> surroundings) {
    list = new StoredList<>(form, database, clock, surroundings);
  }

  /** For the container's proxies. */
  protected RuleList() {
    list = null;
  }

  StoredList<E> stored() {
    return list;
  }

  public ListVersion<E> current() {
    return list.current();
  }

  /** About the list in force. */
  public List<ListWarning> warnings() {
    return list.warnings();
  }

  /**
   * What saving this text would change, without saving; dangers are told, not thrown.
   *
   * @throws ListRejectedException where lines can't be read
   */
  public ListPreview preview(String text) {
    return list.preview(text);
  }

  /**
   * @throws ListRejectedException where lines can't be read
   * @throws NeedsAcknowledgementException where the list is dangerous and nobody acknowledged it,
   *     now or when what it grew smaller from was saved
   * @throws org.chukei.account.ConflictException where {@link ListEdit#basedOn} is outdated
   */
  public SavedList save(ListEdit edit) {
    return list.save(edit);
  }

  /** The last saved versions, newest first, each with what it changed. */
  public List<ListChange> changes(int most) {
    return list.changes(0, most);
  }

  /**
   * @param skipped so many of the newest are left out
   */
  public List<ListChange> changes(int skipped, int most) {
    return list.changes(skipped, most);
  }

  /** How many versions were saved. */
  public long versions() {
    return list.versions();
  }

  /**
   * @throws NotFoundException where the list has no such version
   */
  public ListChange change(long version) {
    return list.change(version);
  }

  /**
   * @param version 0 for the empty list that a server starts with
   * @throws NotFoundException where the list has no such version
   */
  public String text(long version) {
    return list.version(version).text();
  }

  /**
   * What one version has that another has not, as {@link ListChange#difference()} tells it.
   *
   * @throws NotFoundException where the list has no such version
   */
  public String difference(long from, long to) {
    return UnifiedDiff.of(list.version(from), list.version(to));
  }

  /**
   * Makes an old version's text a new version, to the letter. It is judged anew: what was harmless
   * then may be dangerous now.
   *
   * @param version 0 for the empty list that a server starts with
   * @throws NotFoundException where the list has no such version
   * @throws ListRejectedException as {@link #save}
   * @throws NeedsAcknowledgementException as {@link #save}
   */
  public SavedList rollBack(long version, ChangedBy by) {
    String text = text(version);
    return list.change(by.because("back to version " + version), now -> text);
  }
}
