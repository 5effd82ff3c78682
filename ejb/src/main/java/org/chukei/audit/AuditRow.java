package org.chukei.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** An {@link AuditEntry}. Never changed, never removed. */
@Entity
@Table(name = "audit")
class AuditRow {

  private static final int LONGEST_DETAIL = 4_000;
  private static final int LONGEST_ACTION = 255;

  @Id private String id = "";

  @Column(name = "recorded_at")
  private long recordedAt;

  private String node = "";
  private String actor = "";

  @Enumerated(EnumType.STRING)
  private AuditEntry.Door door = AuditEntry.Door.API;

  private String action = "";
  private String detail = "";

  @Enumerated(EnumType.STRING)
  private AuditEntry.Outcome outcome = AuditEntry.Outcome.DONE;

  protected AuditRow() {}

  AuditRow(AuditEntry entry, String node) {
    this.id = UUID.randomUUID().toString().replace("-", "");
    this.recordedAt = entry.at().toEpochMilli();
    this.node = node;
    this.actor = entry.actor();
    this.door = entry.door();
    this.action = cut(entry.action(), LONGEST_ACTION);
    this.detail = cut(entry.detail(), LONGEST_DETAIL);
    this.outcome = entry.outcome();
  }

  AuditEntry entry() {
    return new AuditEntry(Instant.ofEpochMilli(recordedAt), actor, door, action, detail, outcome);
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
  }
}
