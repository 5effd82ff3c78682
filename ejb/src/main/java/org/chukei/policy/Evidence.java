package org.chukei.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.chukei.connector.api.AuthOffer;
import org.chukei.connector.api.Client;
import org.chukei.connector.api.RelayRequest;
import org.chukei.connector.api.SessionFacts;
import org.chukei.network.IpAddress;
import org.chukei.policy.Decision.Fact;
import org.chukei.policy.Decision.Step;
import org.chukei.policy.RulesSnapshot.Standing;

/** What a decision was made on. Holds values only, never a snapshot, so that it may be kept. */
sealed interface Evidence {

  /** Whose question it was. */
  Client client();

  /** The question; empty where it was a connection's. */
  default Optional<RelayRequest> asked() {
    return Optional.empty();
  }

  /** The entry of the permit list that permits the client. */
  default Optional<PermitEntry> permit() {
    return Optional.empty();
  }

  List<Fact> facts();

  List<Step> explanation();

  String remedy();

  /** For one RCPT, with rules or without. */
  sealed interface AtRcpt extends Evidence {

    RelayRequest request();

    @Override
    default Client client() {
      return request().session().client();
    }

    @Override
    default Optional<RelayRequest> asked() {
      return Optional.of(request());
    }
  }

  /** For one RCPT. */
  record OfRecipient(RelayRequest request, Standing standing, Situation situation, long version)
      implements AtRcpt {

    @Override
    public Optional<PermitEntry> permit() {
      return standing.permit();
    }

    @Override
    public List<Fact> facts() {
      List<Fact> facts = new ArrayList<>();
      Facts.client(facts, client());
      Facts.standing(facts, standing);
      Facts.session(facts, request.session());
      if (request.session().account().isPresent() && !situation.authenticated()) {
        facts.add(new Fact("account", "removed since it authenticated"));
      }
      Facts.path(facts, request);
      if (situation.strict()) {
        facts.add(new Fact("profile", "strict, client in rules.own-networks"));
      }
      facts.add(new Fact("rules", Long.toString(version)));
      return List.copyOf(facts);
    }

    @Override
    public List<Step> explanation() {
      return Ruling.steps(situation);
    }

    @Override
    public String remedy() {
      return Remedy.of(situation, Facts.shown(standing.lacking()));
    }
  }

  /** For one RCPT while no rules are known. */
  record OfNoRules(RelayRequest request) implements AtRcpt {

    @Override
    public List<Fact> facts() {
      List<Fact> facts = new ArrayList<>();
      Facts.client(facts, client());
      Facts.session(facts, request.session());
      Facts.path(facts, request);
      return List.copyOf(facts);
    }

    @Override
    public List<Step> explanation() {
      return List.of(new Step(Rule.NO_RULES, true, "the rules could not be read yet"));
    }

    @Override
    public String remedy() {
      return "it would have been decided if the database could be read";
    }
  }

  /** For a connection. */
  record OfGreeting(Client client, Standing standing, boolean denied, long version)
      implements Evidence {

    @Override
    public List<Fact> facts() {
      List<Fact> facts = new ArrayList<>();
      Facts.client(facts, client);
      Facts.standing(facts, standing);
      facts.add(new Fact("rules", Long.toString(version)));
      return List.copyOf(facts);
    }

    @Override
    public List<Step> explanation() {
      return List.of(
          new Step(
              Rule.DENIED,
              denied,
              denied
                  ? "the connection list denies the client"
                  : "the connection list does not deny the client"));
    }

    @Override
    public String remedy() {
      return denied ? "it would have passed if the connection list did not deny the client" : "";
    }
  }

  /** For a connection while no rules are known. */
  record OfGreetingWithoutRules(Client client) implements Evidence {

    @Override
    public List<Fact> facts() {
      List<Fact> facts = new ArrayList<>();
      Facts.client(facts, client);
      return List.copyOf(facts);
    }

    @Override
    public List<Step> explanation() {
      return List.of(
          new Step(Rule.NO_RULES, true, "the rules could not be read yet, so RCPT will be 451"));
    }

    @Override
    public String remedy() {
      return "";
    }
  }

  /** Facts in their order. */
  final class Facts {

    /** A peer may send a very long name; kept decisions must stay small to look at. */
    private static final int LONGEST = 320;

    private Facts() {}

    private static void client(List<Fact> facts, Client client) {
      facts.add(new Fact("service", client.service().name().toLowerCase(Locale.ROOT)));
      facts.add(
          new Fact(
              "client",
              client.known()
                  ? IpAddress.of(client.address()).toString()
                  : "- (the proxy does not say)"));
      client
          .proxy()
          .ifPresent(proxy -> facts.add(new Fact("proxy", IpAddress.of(proxy).toString())));
    }

    private static void standing(List<Fact> facts, Standing standing) {
      facts.add(
          new Fact(
              "connection",
              standing
                  .connection()
                  .map(entry -> entry.text() + " (line " + entry.line() + ")")
                  .orElse("ALLOW (no entry)")));
      facts.add(new Fact("permit", permit(standing)));
    }

    private static String permit(Standing standing) {
      String lacking = standing.lacking();
      return standing
          .permit()
          .map(PermitEntry::text)
          .orElse(lacking.isEmpty() ? "-" : "- (" + shown(lacking) + ")");
    }

    private static void session(List<Fact> facts, SessionFacts session) {
      facts.add(new Fact("helo", shown(session.helo())));
      facts.add(new Fact("tls", shown(session.tls().orElse(""))));
      session
          .clientCertificate()
          .ifPresent(sha256 -> facts.add(new Fact("client-cert", "SHA256:" + sha256)));
      facts.add(new Fact("auth", session.account().orElseGet(() -> offer(session.authOffer()))));
    }

    private static String offer(AuthOffer offer) {
      return switch (offer) {
        case NOW -> "- (offered)";
        case AFTER_STARTTLS -> "- (offered after STARTTLS)";
        case NO -> "- (not offered)";
      };
    }

    private static void path(List<Fact> facts, RelayRequest request) {
      facts.add(new Fact("sender", request.sender().toString()));
      facts.add(new Fact("recipient", request.recipient().toString()));
    }

    private static String shown(String text) {
      return text.isEmpty() ? "-" : text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
  }
}
