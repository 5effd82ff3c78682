package org.chukei.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.chukei.account.UnacceptableException;
import org.chukei.decision.OpeningCheck;
import org.chukei.decision.Replay;
import org.chukei.decision.WhatIf;
import org.chukei.limit.Gateways;
import org.chukei.policy.BothLists;
import org.chukei.policy.Decision;
import org.chukei.policy.RelayQuestion;
import org.chukei.policy.RelayRules;
import org.chukei.policy.RulesDraft;
import org.chukei.policy.Simulator;
import org.chukei.selftest.Finding;
import org.chukei.selftest.SelfTest;
import org.chukei.selftest.SelfTestResult;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The rules: what they would decide, and what others would. */
@Tag(name = "policy", description = "The rules: what they would decide")
@Path("")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class PolicyResource {

  @Inject private RelayRules rules;
  @Inject private Simulator simulator;
  @Inject private WhatIf whatIf;
  @Inject private Caller caller;
  @Inject private OpeningCheck openingCheck;
  @Inject private BothLists bothLists;
  @Inject private SelfTest selfTest;
  @Inject private Gateways gateways;

  /**
   * @param tls left out: in the clear, but for the submissions service
   * @param recipients each of which is decided alone
   * @param account left out: not authenticated
   * @param clientCertificate its fingerprint, {@code SHA256:…}; left out: none shown
   */
  public record Question(
      String service,
      String client,
      Boolean tls,
      String sender,
      List<String> recipients,
      String account,
      String clientCertificate) {

    private RelayQuestion to(String recipient) {
      return RelayQuestion.read(
          Field.required("service", service),
          Field.required("client", client),
          Boolean.TRUE.equals(tls),
          Field.required("sender", sender),
          recipient,
          Field.orEmpty(account),
          Field.orEmpty(clientCertificate));
    }
  }

  /** One for each recipient, in their order. */
  public record Answers(List<DecisionJson.Answer> answers) {}

  @Operation(summary = "What the rules in force would answer, and why")
  @POST
  @Path("simulate")
  public Answers simulate(Question body) {
    return new Answers(
        Field.required("recipients", body.recipients()).stream()
            .map(recipient -> simulator.simulate(body.to(recipient)))
            .map(decision -> DecisionJson.answer(decision, Locale.ENGLISH))
            .toList());
  }

  /**
   * @param permits the text of the list; left out: as it is
   * @param connections likewise
   * @param permittedNeedAuth left out: as the settings have it
   * @param profile standard or strict; likewise
   * @param days how far back; left out: 7
   */
  public record Draft(
      String permits, String connections, Boolean permittedNeedAuth, String profile, Integer days) {

    private RulesDraft rules() {
      return new RulesDraft(
          Optional.ofNullable(permits),
          Optional.ofNullable(connections),
          Optional.ofNullable(permittedNeedAuth),
          RulesDraft.strict(Field.orEmpty(profile)));
    }

    private int span() {
      return days == null ? 7 : days;
    }
  }

  /** How many verdicts would change, by what they would be. */
  @JsonbPropertyOrder({"newlyRelayedForeignToForeign", "newlyAccepted", "newlyRefused"})
  public record Counts(long newlyRelayedForeignToForeign, long newlyAccepted, long newlyRefused) {

    private static Counts of(Replay.Counts counts) {
      return new Counts(
          counts.of(Replay.Effect.NEWLY_RELAYED_FOREIGN),
          counts.of(Replay.Effect.NEWLY_ACCEPTED),
          counts.of(Replay.Effect.NEWLY_REFUSED));
    }
  }

  /** The counts of one client. */
  public record OfClient(String client, Counts counts) {}

  /**
   * @param decision the recorded one
   * @param today what the rules in force say to it
   * @param drafted what the draft says
   */
  @JsonbPropertyOrder({"effect", "decision", "today", "drafted", "draftedRule"})
  public record Difference(
      String effect,
      DecisionJson.Line decision,
      String today,
      String drafted,
      String draftedRule) {}

  /**
   * @param asked recorded decisions that were asked again
   * @param opensUp traffic between strangers would pass that does not pass today
   * @param differences the oldest first, at most a thousand; the counts know all
   */
  @JsonbPropertyOrder({"asked", "counts", "opensUp", "clients", "differences"})
  public record Effects(
      long asked,
      Counts counts,
      boolean opensUp,
      List<OfClient> clients,
      List<Difference> differences) {}

  @Operation(
      summary =
          "Asks the recorded decisions again by a draft of the rules, and says what would differ")
  @POST
  @Path("policy/what-if")
  public Effects whatIf(Draft body) throws IOException {
    Replay replay = whatIf.replay(body.rules(), body.span());
    return new Effects(
        replay.asked(),
        Counts.of(replay.all()),
        replay.opensUp(),
        replay.byClient().entrySet().stream()
            .map(e -> new OfClient(e.getKey().toString(), Counts.of(e.getValue())))
            .toList(),
        replay.differences().stream().map(PolicyResource::difference).toList());
  }

  /**
   * Both lists, or one, to be saved in one step.
   *
   * @param permits the text of the list; left out: stays as it is
   * @param permitsVersion as {@link RuleListJson.Text#version}
   * @param acknowledge who answers for dangerous lists
   * @param opensUp true: it is meant that mail between strangers passes that does not pass today
   */
  public record Lists(
      String permits,
      Long permitsVersion,
      String connections,
      Long connectionsVersion,
      String reason,
      String acknowledge,
      boolean opensUp) {

    private BothLists.Edit edit(Caller caller) {
      if (permits == null && connections == null) {
        throw new UnacceptableException("permits", "\"permits\" or \"connections\" must be there");
      }
      return new BothLists.Edit(
          Optional.ofNullable(permits),
          RuleListJson.basedOn(permitsVersion),
          Optional.ofNullable(connections),
          RuleListJson.basedOn(connectionsVersion),
          RuleListJson.by(caller, reason, acknowledge));
    }
  }

  /**
   * @param version of the rules in force
   * @param changed false where both lists were like this already
   */
  public record Saved(long version, boolean changed, List<String> warnings) {}

  /** Saves a draft of both lists in one step, once the last day's decisions were asked. */
  @Operation(summary = "Saves both lists in one step")
  @PUT
  @Path("policy")
  public Saved save(Lists body) throws IOException {
    BothLists.Edit edit = body.edit(caller);
    if (!body.opensUp()) {
      openingCheck.check(RulesDraft.ofLists(edit.permits(), edit.connections()));
    }
    BothLists.Saved saved = bothLists.save(edit);
    return new Saved(
        rules.version(),
        saved.changed(),
        saved.all().flatMap(list -> RuleListJson.texts(list.warnings()).stream()).toList());
  }

  private static Difference difference(Replay.Difference difference) {
    return new Difference(
        difference.effect().name(),
        DecisionJson.line(difference.recorded()),
        reply(difference.today()),
        reply(difference.drafted()),
        Integer.toString(difference.drafted().rule().number()));
  }

  private static String reply(Decision decision) {
    return decision.verdict().reply().toString();
  }

  /**
   * @param state PASSED, FAILED or NOT_RUN
   * @param sampled there are more permitted ranges than it tries
   * @param findings a sentence each
   */
  @JsonbPropertyOrder({
    "state",
    "text",
    "time",
    "rulesVersion",
    "addresses",
    "asked",
    "sampled",
    "findings"
  })
  public record Tested(
      String state,
      String text,
      String time,
      long rulesVersion,
      int addresses,
      int asked,
      boolean sampled,
      List<String> findings) {

    private static Tested of(SelfTestResult result) {
      return new Tested(
          result.state().name(),
          result.text(),
          result.at().toString(),
          result.rulesVersion(),
          result.addresses(),
          result.asked(),
          result.sampled(),
          result.findings().stream().map(Finding::text).toList());
    }
  }

  /** What the last run of the open-relay self-test found. */
  @Operation(summary = "What the last open-relay self-test found")
  @GET
  @Path("policy/self-test")
  public Tested selfTest() {
    return selfTest
        .last()
        .map(Tested::of)
        .orElseThrow(() -> new NotFoundException("the self-test has not run yet"));
  }

  /** Runs the open-relay self-test, and tells what it found. */
  @Operation(summary = "Runs the open-relay self-test")
  @POST
  @Path("policy/self-test")
  @Consumes(MediaType.WILDCARD)
  public Tested runSelfTest() {
    return Tested.of(selfTest.run());
  }

  /** Sentences. */
  public record Suspects(List<String> gateways) {}

  /** Permitted addresses behind which anybody may be, as it seems. */
  @Operation(summary = "Permitted addresses that may be gateways")
  @GET
  @Path("policy/gateways")
  public Suspects gateways() {
    return new Suspects(gateways.suspects().stream().map(Gateways.Suspect::text).toList());
  }

  /**
   * @param version of the rules in force
   */
  public record Reloaded(long version) {}

  @Operation(summary = "Reads the rules anew from the database")
  @POST
  @Path("policy/reload")
  @Consumes(MediaType.WILDCARD)
  public Reloaded reload() {
    rules.reload();
    return new Reloaded(rules.version());
  }
}
