package org.chukei.web.console;

import jakarta.annotation.PostConstruct;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.chukei.account.ConflictException;
import org.chukei.account.UnacceptableException;
import org.chukei.decision.OpeningCheck;
import org.chukei.decision.OpensUpException;
import org.chukei.network.Network;
import org.chukei.network.NetworkSyntaxException;
import org.chukei.policy.ChangedBy;
import org.chukei.policy.Danger;
import org.chukei.policy.ListChange;
import org.chukei.policy.ListEdit;
import org.chukei.policy.ListError;
import org.chukei.policy.ListPreview;
import org.chukei.policy.ListRejectedException;
import org.chukei.policy.ListVersion;
import org.chukei.policy.ListWarning;
import org.chukei.policy.NeedsAcknowledgementException;
import org.chukei.policy.RuleList;
import org.chukei.policy.RulesDraft;
import org.chukei.policy.SavedList;
import org.chukei.policy.StandingChange;
import org.chukei.policy.importing.ImportFormat;
import org.primefaces.model.LazyDataModel;

/**
 * What the pages of the two lists have in common: a text is edited, as a whole or an entry of it,
 * and saved as a whole, or not at all. A list of 100,000 entries is shown and edited an entry at a
 * time: no browser likes a field of millions of characters.
 *
 * @param <E> the entries of the list
 */
public abstract class ListPage<E> extends SearchPage {

  /** In characters: a longer text is not put into a field. */
  private static final int LONG = 100_000;

  private static final int LONGEST_REASON = 1_000;
  private static final int MOST_WARNINGS = 20;
  private static final int MOST_ERRORS = 100;
  private static final int MOST_NETWORKS = 500;

  @Inject private Visitor visitor;
  @Inject private OpeningCheck openingCheck;

  /** What was typed or read in; null: what is saved. */
  private String text;

  private String reason = "";
  private String acknowledgement = "";
  private long version;
  private int line;
  private String entry = "";
  private transient ListChange shownChange;
  private transient ListPreview preview;
  private ImportFormat format = ImportFormat.CHUKEI;
  private String foreign = "";
  private transient List<ListError> errors = List.of();
  private transient List<Danger> dangers = List.of();
  private transient List<ListWarning> warnings = List.of();
  private transient List<String> opening = List.of();
  private int moreErrors;
  private int moreWarnings;
  private boolean opensUpAllTheSame;

  abstract RuleList<E> list();

  /** The rules with this text for the list. */
  abstract RulesDraft draft(String text);

  /** Makes this list's text of a format's. */
  abstract String converted(ImportFormat format, String foreign);

  /** What this list can be made of. */
  public abstract List<ImportFormat> getFormats();

  /** Whether a search for these words, in lower case, finds the entry. */
  abstract boolean isFound(E entry, String words);

  abstract Network network(E entry);

  @Override
  String table() {
    return "entries:table";
  }

  @PostConstruct
  void load() {
    OfRequest.forget();
    text = null;
    version = getSaved().version();
    List<ListWarning> all = list().warnings();
    warnings = List.copyOf(all.subList(0, Math.min(MOST_WARNINGS, all.size())));
    moreWarnings = all.size() - warnings.size();
  }

  /** Saves the text, or says why nothing was saved; the text stays as it was typed. */
  public void save() {
    errors = List.of();
    dangers = List.of();
    try {
      ListEdit edit = edit(Optional.of(acknowledgement));
      if (opensUp(edit)) {
        return;
      }
      SavedList result = list().save(edit);
      opensUpAllTheSame = false;
      acknowledgement = "";
      reason = "";
      foreign = "";
      preview = null;
      load();
      Texts.done(result.changed() ? "list.saved" : "list.unchanged");
    } catch (ListRejectedException e) {
      reject(e);
    } catch (NeedsAcknowledgementException e) {
      dangers = e.dangers();
      Texts.warn("list.dangerous");
    } catch (ConflictException e) {
      Texts.failed("list.outdated");
    }
  }

  /** Whether traffic between strangers would pass that does not pass today, unconfirmed. */
  private boolean opensUp(ListEdit edit) {
    opening = List.of();
    if (opensUpAllTheSame) {
      return false;
    }
    try {
      openingCheck.check(draft(edit.text()));
      return false;
    } catch (OpensUpException e) {
      opening = Shown.opening(e);
      Texts.warn("list.opensUp", Long.toString(e.recipients()));
      return true;
    } catch (IOException e) {
      Texts.failed("decisions.unreachable");
      return true;
    }
  }

  /** The clients whose traffic between strangers would newly pass; none unless that was found. */
  public List<String> getOpening() {
    return opening;
  }

  public boolean isOpensUpAllTheSame() {
    return opensUpAllTheSame;
  }

  public void setOpensUpAllTheSame(boolean opensUpAllTheSame) {
    this.opensUpAllTheSame = opensUpAllTheSame;
  }

  /** Throws away what was typed. */
  public void revert() {
    opening = List.of();
    opensUpAllTheSame = false;
    errors = List.of();
    dangers = List.of();
    acknowledgement = "";
    reason = "";
    load();
  }

  /**
   * Saves an old version's text anew. Where that is dangerous it stands in the field, as if it had
   * been typed, and waits for the name of who answers for it.
   */
  public void rollBack(long number) {
    text = list().change(number).version().text();
    reason = Texts.of("version.back", Long.toString(number));
    opensUpAllTheSame = true; // what it lets pass was let pass before, and is wanted back
    save();
  }

  /** Opens an entry for editing, by its line. */
  public void open(int number) {
    line = number;
    entry = getSaved().line(number);
  }

  /** Leaves the entry as it is. */
  public void close() {
    line = 0;
    entry = "";
  }

  /** Saves the list with the entry that was opened as it is now written. */
  public void replace() {
    String why = getSaved().line(line).strip() + " → " + entry.strip();
    change(why, () -> getSaved().replacing(line, entry));
  }

  /** Saves the list with one entry more, the last. */
  public void append() {
    change("+ " + entry.strip(), () -> getSaved().with(entry));
  }

  /** Saves the list without this line. */
  public void remove(int number) {
    change("− " + getSaved().line(number).strip(), () -> getSaved().without(number));
  }

  /**
   * Saves a text of which one line has changed. What is dangerous waits as a whole text does, for
   * the name of who answers for it.
   */
  private void change(String why, Supplier<String> changed) {
    reason = why.substring(0, Math.min(LONGEST_REASON, why.length()));
    try {
      text = changed.get();
    } catch (UnacceptableException e) {
      Texts.failed("refused", Texts.reason(e));
      return;
    }
    save();
    if (text == null || !dangers.isEmpty() || !opening.isEmpty()) {
      close(); // it is saved, or waits for who answers for it
    } else if (errors.isEmpty()) {
      close(); // somebody has changed the list: it may be another line by now
      load();
    } else {
      text = null;
    }
  }

  private ListEdit edit(Optional<String> acknowledgedBy) {
    // Browsers send CRLF; the list is kept with the line ends of a text file.
    String lines = getText().replace("\r\n", "\n");
    return new ListEdit(
        lines, OptionalLong.of(version), new ChangedBy(visitor.getName(), reason, acknowledgedBy));
  }

  /** Puts what another server has into the field, and tells what saving it would change. */
  public void convert() {
    errors = List.of();
    dangers = List.of();
    preview = null;
    try {
      String read = converted(format, foreign);
      text = read;
      preview = list().preview(read);
      dangers = preview.dangers();
      reason = Texts.of("import.reason", format);
    } catch (ListRejectedException e) {
      reject(e);
    }
  }

  private void reject(ListRejectedException e) {
    errors = List.copyOf(e.errors().subList(0, Math.min(MOST_ERRORS, e.errors().size())));
    moreErrors = e.errors().size() - errors.size();
    Texts.failed("list.rejected", e.errors().size());
  }

  /** One for each thing that the list says of clients; none before anything was converted. */
  public List<StandingChange> getStandingChanges() {
    return preview == null ? List.of() : preview.changes();
  }

  /** As many of them as a page shows. */
  public List<Network> first(List<Network> networks) {
    return networks.subList(0, Math.min(MOST_NETWORKS, networks.size()));
  }

  public ImportFormat getFormat() {
    return format;
  }

  public void setFormat(ImportFormat format) {
    this.format = format;
  }

  public String getForeign() {
    return foreign;
  }

  public void setForeign(String foreign) {
    this.foreign = foreign;
  }

  /** Shows what a version changed. */
  public void compare(long number) {
    shownChange = list().change(number);
  }

  /** Newest first. */
  public LazyDataModel<ListChange> getChanges() {
    return OfRequest.get(
        getClass().getName() + ".changes",
        () ->
            new Rows<ListChange>(
                list()::versions,
                list()::changes,
                change -> Long.toString(change.version().version())));
  }

  public boolean isComparing() {
    return shownChange != null;
  }

  public ListChange getShownChange() {
    return shownChange;
  }

  public String getReason() {
    return reason;
  }

  public void setReason(String reason) {
    this.reason = reason;
  }

  public String getText() {
    return text == null ? getSaved().text() : text;
  }

  public void setText(String text) {
    this.text = Texts.typed(text);
  }

  /** Whether the text is too long for a field. */
  public boolean isLong() {
    return getText().length() > LONG;
  }

  /** Whether there is a text that is not saved. */
  public boolean isPending() {
    return text != null;
  }

  public int getLines() {
    return (int) getText().lines().count();
  }

  /** The line of the entry that is being edited; 0: a new one. */
  public int getLine() {
    return line;
  }

  public String getEntry() {
    return entry;
  }

  public void setEntry(String entry) {
    this.entry = Texts.typed(entry);
  }

  public String getAcknowledgement() {
    return acknowledgement;
  }

  public void setAcknowledgement(String acknowledgement) {
    this.acknowledgement = acknowledgement;
  }

  /** The list in force, not the text being edited. */
  public ListVersion<E> getSaved() {
    return OfRequest.get(this, list()::current);
  }

  /**
   * The entries of the list in force that fit what is wanted. An address finds the entries that it
   * is in, a network those that it has to do with.
   */
  public List<E> getEntries() {
    String words = getWanted().strip().toLowerCase(Locale.ROOT);
    return words.isEmpty()
        ? getSaved().entries()
        : OfRequest.get(List.of(getClass(), version(), words), () -> found(words));
  }

  private long version() {
    return getSaved().version();
  }

  private List<E> found(String words) {
    Predicate<E> fits = candidate -> isFound(candidate, words);
    try {
      Network network = Network.parse(words);
      fits =
          fits.or(
              candidate ->
                  network(candidate).contains(network) || network.contains(network(candidate)));
    } catch (NetworkSyntaxException e) {
      // They are just words.
    }
    return getSaved().entries().stream().filter(fits).toList();
  }

  public List<ListError> getErrors() {
    return errors;
  }

  /** How many there are besides. */
  public int getMoreErrors() {
    return moreErrors;
  }

  public List<Danger> getDangers() {
    return dangers;
  }

  public List<ListWarning> getWarnings() {
    return warnings;
  }

  /** How many there are besides. */
  public int getMoreWarnings() {
    return moreWarnings;
  }
}
