package org.chukei.history;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.chukei.connector.api.DecisionId;
import org.chukei.connector.api.QueueId;
import org.chukei.history.LifeEvent.Addressed;
import org.chukei.history.LifeEvent.Beginning;

/** What a message is found by, a row for each recipient. Never changed. */
@Entity
@Table(name = "message_life")
class LifeRow {

  @Id private String id = "";

  @Column(name = "queue_id")
  private String queueId = "";

  @Column(name = "begun_at")
  private long begunAt;

  @Column(name = "is_first")
  private boolean first;

  private String sender = "";
  private String recipient = "";

  @Column(name = "message_id")
  private String messageId = "";

  private String decision = "";

  protected LifeRow() {}

  static List<LifeRow> of(QueueId queueId, Beginning beginning) {
    List<LifeRow> rows = new ArrayList<>();
    for (Addressed addressed : beginning.recipients()) {
      LifeRow row = new LifeRow();
      row.id = UUID.randomUUID().toString();
      row.queueId = queueId.text();
      row.begunAt = beginning.at().toEpochMilli();
      row.first = rows.isEmpty();
      row.sender = LifeFilter.lower(beginning.sender());
      row.recipient = LifeFilter.lower(addressed.recipient());
      row.messageId = beginning.messageId().orElse("");
      row.decision =
          addressed.decision().flatMap(DecisionId::parse).map(DecisionId::text).orElse("");
      rows.add(row);
    }
    return rows;
  }
}
