package org.chukei.decision;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import java.io.StringReader;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chukei.connector.api.AuthOffer;
import org.chukei.connector.api.Client;
import org.chukei.connector.api.DecisionId;
import org.chukei.connector.api.RelayRequest;
import org.chukei.connector.api.Service;
import org.chukei.connector.api.SessionFacts;
import org.chukei.connector.api.Verdict;
import org.chukei.network.Network;
import org.chukei.network.NetworkSyntaxException;
import org.chukei.policy.Decision;
import org.chukei.policy.Decision.Fact;
import org.chukei.policy.Decision.Step;
import org.chukei.policy.Rule;
import org.chukei.smtp.EnhancedStatus;
import org.chukei.smtp.ForwardPath;
import org.chukei.smtp.Reply;
import org.chukei.smtp.ReversePath;

/** Writes a decision down so that it can be explained, and asked again, years later. */
final class DecisionJson {

  /** A peer may send a very long name. */
  private static final int LONGEST_HELO = 320;

  // Each static method of Json looks for the provider in every archive of the application.
  private static final JsonBuilderFactory BUILDERS = Json.createBuilderFactory(Map.of());
  private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

  private DecisionJson() {}

  static String write(Decision decision) {
    JsonObjectBuilder json =
        BUILDERS
            .createObjectBuilder()
            .add("reply", reply(decision.verdict()))
            .add("client", client(decision.client()))
            .add("facts", facts(decision.facts()))
            .add("steps", steps(decision.explanation()))
            .add("remedy", decision.remedy());
    decision.request().ifPresent(request -> json.add("request", request(request)));
    return json.build().toString();
  }

  /**
   * @throws IllegalArgumentException or a JsonException where it is not what {@link #write} wrote
   */
  static Decision read(DecisionId id, Instant at, Rule rule, String text) {
    try (JsonReader reader = READERS.createReader(new StringReader(text))) {
      JsonObject json = reader.readObject();
      Client client = client(json.getJsonObject("client"));
      return new RecordedDecision(
          id,
          at,
          rule,
          verdict(json.getJsonObject("reply")),
          client,
          json.containsKey("request")
              ? Optional.of(request(client, json.getJsonObject("request")))
              : Optional.empty(),
          json.getJsonArray("facts").getValuesAs(JsonObject.class).stream()
              .map(fact -> new Fact(fact.getString("name"), fact.getString("value")))
              .toList(),
          json.getJsonArray("steps").getValuesAs(JsonObject.class).stream()
              .map(DecisionJson::step)
              .toList(),
          json.getString("remedy"));
    }
  }

  private static JsonObjectBuilder reply(Verdict verdict) {
    JsonObjectBuilder json =
        BUILDERS
            .createObjectBuilder()
            .add("code", verdict.reply().code())
            .add("text", verdict.reply().text());
    verdict.reply().status().ifPresent(status -> json.add("status", status.toString()));
    if (verdict instanceof Verdict.Accepted accepted) {
      json.add("permitted", accepted.permitted());
    }
    return json;
  }

  private static Verdict verdict(JsonObject json) {
    Reply reply =
        new Reply(
            json.getInt("code"),
            Optional.ofNullable(json.getString("status", null)).map(EnhancedStatus::of),
            List.of(json.getString("text")));
    if (reply.isPermanent()) {
      return new Verdict.Refused(reply);
    }
    return reply.isTransient()
        ? new Verdict.Deferred(reply)
        : new Verdict.Accepted(reply, json.getBoolean("permitted"));
  }

  private static JsonObjectBuilder client(Client client) {
    JsonObjectBuilder json =
        BUILDERS
            .createObjectBuilder()
            .add("service", client.service().name())
            .add("address", client.address().getHostAddress())
            .add("port", client.port())
            .add("known", client.known());
    client.proxy().ifPresent(proxy -> json.add("proxy", proxy.getHostAddress()));
    return json;
  }

  private static Client client(JsonObject json) {
    return new Client(
        Service.valueOf(json.getString("service")),
        address(json.getString("address")),
        json.getInt("port"),
        Optional.ofNullable(json.getString("proxy", null)).map(DecisionJson::address),
        json.getBoolean("known"));
  }

  /** Never asks the DNS, as InetAddress would for a name. */
  private static InetAddress address(String text) {
    try {
      return Network.parse(text).first().toInetAddress();
    } catch (NetworkSyntaxException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  private static JsonObjectBuilder request(RelayRequest request) {
    SessionFacts session = request.session();
    String helo = session.helo();
    JsonObjectBuilder json =
        BUILDERS
            .createObjectBuilder()
            .add("helo", helo.length() <= LONGEST_HELO ? helo : helo.substring(0, LONGEST_HELO))
            .add("esmtp", session.esmtp())
            .add("authOffer", session.authOffer().name())
            .add("sender", request.sender().address())
            .add("recipient", request.recipient().address());
    session.tls().ifPresent(tls -> json.add("tls", tls));
    session.clientCertificate().ifPresent(sha256 -> json.add("clientCertificate", sha256));
    session.account().ifPresent(account -> json.add("account", account));
    return json;
  }

  private static RelayRequest request(Client client, JsonObject json) {
    return new RelayRequest(
        new SessionFacts(
            client,
            json.getString("helo"),
            json.getBoolean("esmtp"),
            Optional.ofNullable(json.getString("tls", null)),
            Optional.ofNullable(json.getString("clientCertificate", null)),
            Optional.ofNullable(json.getString("account", null)),
            AuthOffer.valueOf(json.getString("authOffer"))),
        ReversePath.ofAddress(json.getString("sender")).orElseThrow(IllegalArgumentException::new),
        ForwardPath.ofAddress(json.getString("recipient"))
            .orElseThrow(IllegalArgumentException::new));
  }

  private static JsonArrayBuilder facts(List<Fact> facts) {
    JsonArrayBuilder json = BUILDERS.createArrayBuilder();
    facts.forEach(
        fact ->
            json.add(
                BUILDERS
                    .createObjectBuilder()
                    .add("name", fact.name())
                    .add("value", fact.value())));
    return json;
  }

  private static JsonArrayBuilder steps(List<Step> steps) {
    JsonArrayBuilder json = BUILDERS.createArrayBuilder();
    steps.forEach(
        step ->
            json.add(
                BUILDERS
                    .createObjectBuilder()
                    .add("rule", step.rule().name())
                    .add("decided", step.decided())
                    .add("why", step.why())));
    return json;
  }

  private static Step step(JsonObject json) {
    return new Step(
        Rule.valueOf(json.getString("rule")), json.getBoolean("decided"), json.getString("why"));
  }
}
