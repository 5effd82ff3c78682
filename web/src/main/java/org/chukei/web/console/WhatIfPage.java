package org.chukei.web.console;

import jakarta.annotation.PostConstruct;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.chukei.account.ConflictException;
import org.chukei.decision.OpeningCheck;
import org.chukei.decision.OpensUpException;
import org.chukei.decision.Replay;
import org.chukei.decision.Replay.Difference;
import org.chukei.decision.Replay.Effect;
import org.chukei.decision.WhatIf;
import org.chukei.network.IpAddress;
import org.chukei.policy.BothLists;
import org.chukei.policy.ChangedBy;
import org.chukei.policy.ConnectionEntry;
import org.chukei.policy.ConnectionList;
import org.chukei.policy.Danger;
import org.chukei.policy.ListError;
import org.chukei.policy.ListKind;
import org.chukei.policy.ListRejectedException;
import org.chukei.policy.ListVersion;
import org.chukei.policy.NeedsAcknowledgementException;
import org.chukei.policy.PermitEntry;
import org.chukei.policy.PermitList;
import org.chukei.policy.RelayRules;
import org.chukei.policy.RulesDraft;

/** The page that asks past decisions again by a draft of the rules, and saves its lists. */
@Named("whatIf")
@ViewScoped
public class WhatIfPage implements Serializable {

  @Inject private Visitor visitor;
  @Inject private WhatIf whatIf;
  @Inject private OpeningCheck openingCheck;
  @Inject private BothLists bothLists;
  @Inject private PermitList permitList;
  @Inject private ConnectionList connectionList;
  @Inject private RelayRules rules;

  private String permits = "";
  private String connections = "";
  private boolean permittedNeedAuth;
  private boolean strict;
  private int days = 7;
  private long permitsVersion;
  private long connectionsVersion;
  private String reason = "";
  private String acknowledgement = "";
  private boolean opensUpAllTheSame;
  private String rejectedList = "";
  private transient Replay replay;
  private transient List<ListError> errors = List.of();
  private transient List<Danger> dangers = List.of();
  private transient List<String> opening = List.of();

  /** The listed differences of one client. */
  public record OfClient(String address, List<Difference> differences) {}

  @PostConstruct
  void load() {
    ListVersion<PermitEntry> permitted = permitList.current();
    permits = permitted.text();
    permitsVersion = permitted.version();
    ListVersion<ConnectionEntry> connected = connectionList.current();
    connections = connected.text();
    connectionsVersion = connected.version();
    reason = "";
    acknowledgement = "";
    opensUpAllTheSame = false;
    permittedNeedAuth = rules.permittedNeedAuth();
    strict = rules.isStrict();
  }

  public void ask() {
    forget();
    try {
      RulesDraft lists = lists();
      replay =
          whatIf.replay(
              new RulesDraft(
                  lists.permits(),
                  lists.connections(),
                  Optional.of(permittedNeedAuth),
                  Optional.of(strict)),
              days);
    } catch (ListRejectedException e) {
      rejected(e);
    } catch (IOException | IllegalStateException e) {
      Texts.failed("decisions.unreachable");
    }
  }

  /** Saves both lists in one step, or says why nothing was saved. */
  public void save() {
    forget();
    try {
      RulesDraft lists = lists();
      if (!opensUpAllTheSame) {
        openingCheck.check(lists);
      }
      BothLists.Saved saved =
          bothLists.save(
              new BothLists.Edit(
                  lists.permits(),
                  OptionalLong.of(permitsVersion),
                  lists.connections(),
                  OptionalLong.of(connectionsVersion),
                  new ChangedBy(visitor.getName(), reason, Optional.of(acknowledgement))));
      Texts.done(saved.changed() ? "list.saved" : "list.unchanged");
      load();
    } catch (ListRejectedException e) {
      rejected(e);
      Texts.failed("list.rejected", errors.size());
    } catch (NeedsAcknowledgementException e) {
      dangers = e.dangers();
      Texts.warn("list.dangerous");
    } catch (OpensUpException e) {
      opening = Shown.opening(e);
      Texts.warn("list.opensUp", Long.toString(e.recipients()));
    } catch (ConflictException e) {
      Texts.failed("list.outdated");
    } catch (IOException | IllegalStateException e) {
      Texts.failed("decisions.unreachable");
    }
  }

  private void forget() {
    errors = List.of();
    rejectedList = "";
    dangers = List.of();
    opening = List.of();
    replay = null;
  }

  private void rejected(ListRejectedException e) {
    errors = e.errors();
    rejectedList =
        Texts.of(
            e.list().filter(ListKind.CONNECTION::equals).isPresent()
                ? "connection.title"
                : "permit.title");
  }

  /** Browsers send CRLF. */
  private RulesDraft lists() {
    return RulesDraft.ofLists(
        Optional.of(permits.replace("\r\n", "\n")), Optional.of(connections.replace("\r\n", "\n")));
  }

  /** Null before it was asked. */
  public Replay getReplay() {
    return replay;
  }

  public List<ListError> getErrors() {
    return errors;
  }

  /** The title of the list with the errors. */
  public String getRejectedList() {
    return rejectedList;
  }

  public List<Danger> getDangers() {
    return dangers;
  }

  /** The clients whose traffic between strangers would newly pass; none unless that was found. */
  public List<String> getOpening() {
    return opening;
  }

  public String getReason() {
    return reason;
  }

  public void setReason(String reason) {
    this.reason = reason;
  }

  public String getAcknowledgement() {
    return acknowledgement;
  }

  public void setAcknowledgement(String acknowledgement) {
    this.acknowledgement = acknowledgement;
  }

  public boolean isOpensUpAllTheSame() {
    return opensUpAllTheSame;
  }

  public void setOpensUpAllTheSame(boolean opensUpAllTheSame) {
    this.opensUpAllTheSame = opensUpAllTheSame;
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
