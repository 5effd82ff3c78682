package org.chukei.web.console;

import jakarta.annotation.PostConstruct;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.chukei.account.ConflictException;
import org.chukei.decision.OpeningCheck;
import org.chukei.decision.OpensUpException;
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

/**
 * What the pages of the two lists have in common: a text is edited and saved as a whole, or not at
 * all.
 *
 * @param <E> the entries of the list
 */
public abstract class ListPage<E> implements Serializable {

  private static final int SHOWN_VERSIONS = 50;

  @Inject private Visitor visitor;
  @Inject private OpeningCheck openingCheck;

  private String text = "";
  private String reason = "";
  private String acknowledgement = "";
  private long version;
  private transient ListVersion<E> saved;
  private transient ListChange shownChange;
  private transient ListPreview preview;
  private ImportFormat format = ImportFormat.CHUKEI;
  private String foreign = "";
  private transient List<ListError> errors = List.of();
  private transient List<Danger> dangers = List.of();
  private transient List<ListWarning> warnings = List.of();
  private transient List<String> opening = List.of();
  private boolean opensUpAllTheSame;

  abstract RuleList<E> list();

  /** The rules with this text for the list. */
  abstract RulesDraft draft(String text);

  /** Makes this list's text of a format's. */
  abstract String converted(ImportFormat format, String foreign);

  /** What this list can be made of. */
  public abstract List<ImportFormat> getFormats();

  @PostConstruct
  void load() {
    saved = list().current();
    text = saved.text();
    version = saved.version();
    warnings = list().warnings();
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
      errors = e.errors();
      Texts.failed("list.rejected", errors.size());
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

  private ListEdit edit(Optional<String> acknowledgedBy) {
    // Browsers send CRLF; the list is kept with the line ends of a text file.
    String lines = text.replace("\r\n", "\n");
    return new ListEdit(
        lines, OptionalLong.of(version), new ChangedBy(visitor.getName(), reason, acknowledgedBy));
  }

  /** Puts what another server has into the field, and tells what saving it would change. */
  public void convert() {
    errors = List.of();
    dangers = List.of();
    preview = null;
    try {
      text = converted(format, foreign);
      preview = list().preview(text);
      dangers = preview.dangers();
      reason = Texts.of("import.reason", format);
    } catch (ListRejectedException e) {
      errors = e.errors();
      Texts.failed("list.rejected", errors.size());
    }
  }

  /** One for each thing that the list says of clients; none before anything was converted. */
  public List<StandingChange> getStandingChanges() {
    return preview == null ? List.of() : preview.changes();
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

  /** The last ones, newest first. */
  public List<ListChange> getChanges() {
    return list().changes(SHOWN_VERSIONS);
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
    return text;
  }

  public void setText(String text) {
    this.text = text;
  }

  public String getAcknowledgement() {
    return acknowledgement;
  }

  public void setAcknowledgement(String acknowledgement) {
    this.acknowledgement = acknowledgement;
  }

  /** The list in force, not the text being edited. */
  public ListVersion<E> getSaved() {
    if (saved == null) { // the session came back from disk
      saved = list().current();
    }
    return saved;
  }

  public List<E> getEntries() {
    return getSaved().entries();
  }

  public List<ListError> getErrors() {
    return errors;
  }

  public List<Danger> getDangers() {
    return dangers;
  }

  public List<ListWarning> getWarnings() {
    return warnings;
  }
}
