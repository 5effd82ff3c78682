package org.chukei.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.chukei.connector.api.DecisionId;
import org.chukei.policy.Decision;
import org.chukei.policy.RelayQuestion;
import org.chukei.policy.RelayRules;
import org.chukei.policy.Simulator;
import org.chukei.web.VerdictKind;

/** What the rules decide, and why they decided. */
@Path("")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class PolicyResource {

  @Inject private RelayRules rules;
  @Inject private Simulator simulator;

  /**
   * @param account left out: not authenticated
   * @param clientCertificate its fingerprint, {@code SHA256:…}; left out: none shown
   */
  public record Question(
      String service,
      String client,
      String sender,
      String recipient,
      String account,
      String clientCertificate) {}

  /**
   * @param rule its number in the order of decision
   * @param explanation each rule tried, in order
   * @param remedy what would have had to be true; empty where the mail passes
   */
  @JsonbPropertyOrder({"decision", "verdict", "reply", "rule", "facts", "explanation", "remedy"})
  public record Answer(
      String decision,
      VerdictKind verdict,
      String reply,
      String rule,
      List<Decision.Fact> facts,
      List<String> explanation,
      String remedy) {

    static Answer of(Decision decision) {
      return new Answer(
          decision.id().toString(),
          VerdictKind.of(decision.verdict()),
          decision.verdict().reply().toString(),
          Integer.toString(decision.rule().number()),
          decision.facts(),
          decision.explanation().stream()
              .map(step -> "rule " + step.rule().number() + ": " + step.why())
              .toList(),
          decision.remedy());
    }
  }

  @POST
  @Path("policy/test")
  @Consumes(MediaType.APPLICATION_JSON)
  public Answer test(Question body) {
    RelayQuestion question =
        RelayQuestion.read(
            Field.required("service", body.service()),
            Field.required("client", body.client()),
            Field.required("sender", body.sender()),
            Field.required("recipient", body.recipient()),
            body.account() == null ? "" : body.account(),
            body.clientCertificate() == null ? "" : body.clientCertificate());
    return Answer.of(question.ask(simulator));
  }

  /**
   * @param version of the rules in force
   */
  public record Reloaded(long version) {}

  @POST
  @Path("policy/reload")
  public Reloaded reload() {
    rules.reload();
    return new Reloaded(rules.version());
  }

  @GET
  @Path("decisions/{id}")
  public Answer decision(@PathParam("id") String id) {
    return DecisionId.parse(id)
        .flatMap(rules::decision)
        .map(Answer::of)
        .orElseThrow(
            () -> new NotFoundException("no refusal of this node is kept under this decision id"));
  }
}
