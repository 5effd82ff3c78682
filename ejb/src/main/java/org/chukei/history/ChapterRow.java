package org.chukei.history;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.chukei.connector.api.QueueId;

/** What was written down together of one message. Never changed. */
@Entity
@Table(name = "message_chapter")
class ChapterRow {

  @Id private String id = "";

  @Column(name = "queue_id")
  private String queueId = "";

  @Column(name = "written_at")
  private long writtenAt;

  private String record = "";

  protected ChapterRow() {}

  static ChapterRow of(QueueId queueId, Instant writtenAt, String record) {
    ChapterRow row = new ChapterRow();
    row.id = UUID.randomUUID().toString();
    row.queueId = queueId.text();
    row.writtenAt = writtenAt.toEpochMilli();
    row.record = record;
    return row;
  }

  QueueId queueId() {
    return new QueueId(queueId);
  }

  List<LifeEvent> events() {
    return LifeJson.read(record);
  }
}
