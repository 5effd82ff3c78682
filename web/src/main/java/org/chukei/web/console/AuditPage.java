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
  private transient NewestFirst<AuditEntry> entries;

  @PostConstruct
  void load() {
    try {
      entries = NewestFirst.ask(ROWS, AuditEntry::at, most -> log.find(Instant.EPOCH, until, most));
    } catch (IOException e) {
      entries = NewestFirst.none();
      Texts.failed("decisions.unreachable");
    }
  }

  /** On from the last one that is shown. */
  public void older() {
    entries()
        .older()
        .ifPresent(
            end -> {
              until = end;
              load();
            });
  }

  /** Whether there are older ones than those that are shown. */
  public boolean isMore() {
    return entries().older().isPresent();
  }

  /** The newest first. */
  public List<AuditEntry> getEntries() {
    return entries().rows();
  }

  private NewestFirst<AuditEntry> entries() {
    if (entries == null) { // the session came back from disk
      load();
    }
    return entries;
  }
}
