package org.chukei.decision;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import org.chukei.connector.api.DecisionId;
import org.chukei.network.IpAddress;
import org.chukei.policy.Decision;
import org.chukei.policy.Rule;

/** A recorded decision: what it is found by, and all the rest as JSON. Never changed. */
@Entity
@Table(name = "decision")
class DecisionRow {

  @Id private String id = "";

  @Column(name = "decided_at")
  private long decidedAt;

  private String node = "";

  @Enumerated(EnumType.STRING)
  private Rule rule = Rule.NO_RULES;

  @Enumerated(EnumType.STRING)
  private VerdictKind verdict = VerdictKind.REFUSED;

  private String client = "";
  private String sender = "";
  private String recipient = "";
  private String account = "";
  private String record = "";

  protected DecisionRow() {}

  static DecisionRow of(Decision decision, String node) {
    DecisionRow row = new DecisionRow();
    row.id = decision.id().text();
    row.decidedAt = decision.at().toEpochMilli();
    row.node = node;
    row.rule = decision.rule();
    row.verdict = VerdictKind.of(decision.verdict());
    row.client = key(IpAddress.of(decision.client().address()));
    decision
        .request()
        .ifPresent(
            request -> {
              row.sender = lower(request.sender().toString());
              row.recipient = lower(request.recipient().toString());
              row.account = lower(request.session().account().orElse(""));
            });
    row.record = DecisionJson.write(decision);
    return row;
  }

  Decision decision() {
    return DecisionJson.read(new DecisionId(id), Instant.ofEpochMilli(decidedAt), rule, record);
  }

  String id() {
    return id;
  }

  long decidedAt() {
    return decidedAt;
  }

  /** 32 hex digits, so that the clients of a network stand beside one another. */
  static String key(IpAddress address) {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(address.high()) + hex.toHexDigits(address.low());
  }

  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
