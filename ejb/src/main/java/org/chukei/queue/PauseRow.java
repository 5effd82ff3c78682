package org.chukei.queue;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;

/** A {@link Pause} of one node. */
@Entity
@Table(name = "pause")
@IdClass(PauseRow.Key.class)
class PauseRow {

  /** In characters. */
  static final int REASON_LENGTH = 300;

  @Id private String node = "";

  @Id
  @Enumerated(EnumType.STRING)
  private Pause.What what = Pause.What.DELIVERY;

  @Id private String destination = "";
  private long since;
  private String author = "";
  private String reason = "";

  protected PauseRow() {}

  PauseRow(String node, Pause pause) {
    this.node = node;
    this.what = pause.what();
    this.destination = pause.destination();
    this.since = pause.since().toEpochMilli();
    this.author = pause.author();
    this.reason = pause.reason();
  }

  Pause pause() {
    return new Pause(what, destination, Instant.ofEpochMilli(since), author, reason);
  }

  /** What JPA asks for. */
  static final class Key implements Serializable {

    private String node = "";
    private Pause.What what = Pause.What.DELIVERY;
    private String destination = "";

    Key() {}

    Key(String node, Pause.What what, String destination) {
      this.node = node;
      this.what = what;
      this.destination = destination;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key
          && node.equals(key.node)
          && what == key.what
          && destination.equals(key.destination);
    }

    @Override
    public int hashCode() {
      return Objects.hash(node, what, destination);
    }
  }
}
