package org.chukei.web.console;

import jakarta.annotation.PostConstruct;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.chukei.decision.Replay;
import org.chukei.decision.Replay.Difference;
import org.chukei.decision.Replay.Effect;
import org.chukei.decision.WhatIf;
import org.chukei.network.IpAddress;
import org.chukei.policy.ConnectionList;
import org.chukei.policy.ListError;
import org.chukei.policy.ListRejectedException;
import org.chukei.policy.PermitList;
import org.chukei.policy.RelayRules;
import org.chukei.policy.RulesDraft;

/** The page that asks past decisions again by a draft of the rules. */
@Named("whatIf")
@ViewScoped
public class WhatIfPage implements Serializable {

  @Inject private WhatIf whatIf;
  @Inject private PermitList permitList;
  @Inject private ConnectionList connectionList;
  @Inject private RelayRules rules;

  private String permits = "";
  private String connections = "";
  private boolean permittedNeedAuth;
  private boolean strict;
  private int days = 7;
  private transient Replay replay;
  private transient List<ListError> errors = List.of();

  /** The listed differences of one client. */
  public record OfClient(String address, List<Difference> differences) {}

  @PostConstruct
  void load() {
    permits = permitList.current().text();
    connections = connectionList.current().text();
    permittedNeedAuth = rules.permittedNeedAuth();
    strict = rules.isStrict();
  }

  public void ask() {
    errors = List.of();
    replay = null;
    try {
      replay =
          whatIf.replay(
              new RulesDraft(
                  Optional.of(permits.replace("\r\n", "\n")),
                  Optional.of(connections.replace("\r\n", "\n")),
                  Optional.of(permittedNeedAuth),
                  Optional.of(strict)),
              Duration.ofDays(days));
    } catch (ListRejectedException e) {
      errors = e.errors();
    } catch (IOException | IllegalStateException e) {
      Texts.failed("decisions.unreachable");
    }
  }

  /** Null before it was asked. */
  public Replay getReplay() {
    return replay;
  }

  public List<ListError> getErrors() {
    return errors;
  }

  public long count(String effect) {
    return replay.all().of(Effect.valueOf(effect));
  }

  public List<OfClient> getClients() {
    Map<IpAddress, List<Difference>> byClient =
        replay.differences().stream()
            .collect(
                Collectors.groupingBy(
                    d -> IpAddress.of(d.recorded().client().address()),
                    TreeMap::new,
                    Collectors.toList()));
    return byClient.entrySet().stream()
        .map(e -> new OfClient(e.getKey().toString(), e.getValue()))
        .toList();
  }

  public String getPermits() {
    return permits;
  }

  public void setPermits(String permits) {
    this.permits = Texts.typed(permits);
  }

  public String getConnections() {
    return connections;
  }

  public void setConnections(String connections) {
    this.connections = Texts.typed(connections);
  }

  public boolean isPermittedNeedAuth() {
    return permittedNeedAuth;
  }

  public void setPermittedNeedAuth(boolean permittedNeedAuth) {
    this.permittedNeedAuth = permittedNeedAuth;
  }

  public boolean isStrict() {
    return strict;
  }

  public void setStrict(boolean strict) {
    this.strict = strict;
  }

  public int getDays() {
    return days;
  }

  public void setDays(int days) {
    this.days = days;
  }
}
