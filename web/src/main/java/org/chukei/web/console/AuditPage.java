package org.chukei.web.console;

import jakarta.annotation.PostConstruct;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.chukei.audit.AuditEntry;
import org.chukei.audit.AuditLog;

/** The page of the audit log, which only reads. */
@Named("audit")
@ViewScoped
public class AuditPage implements Serializable {

  private static final int ROWS = 100;

  @Inject private AuditLog log;
  private Instant until = AuditLog.EVER;
  private transient List<AuditEntry> entries;

  @PostConstruct
  void load() {
    try {
      entries = log.find(Instant.EPOCH, until, ROWS);
    } catch (IOException e) {
      entries = List.of();
      Texts.failed("decisions.unreachable");
    }
  }

  /** On from the last one that is shown. */
  public void older() {
    List<AuditEntry> shown = getEntries();
    if (!shown.isEmpty()) {
      until = shown.get(shown.size() - 1).at();
      load();
    }
  }

  /** The newest first. */
  public List<AuditEntry> getEntries() {
    if (entries == null) { // the session came back from disk
      load();
    }
    return entries;
  }
}
