package org.chukei.decision;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.chukei.connector.api.AuthOffer;
import org.chukei.connector.api.Client;
import org.chukei.connector.api.DecisionId;
import org.chukei.connector.api.RelayRequest;
import org.chukei.connector.api.Service;
import org.chukei.connector.api.SessionFacts;
import org.chukei.connector.api.Verdict;
import org.chukei.network.IpAddress;
import org.chukei.network.Network;
import org.chukei.network.NetworkSyntaxException;
import org.chukei.policy.Decision;
import org.chukei.policy.Decision.Fact;
import org.chukei.policy.Decision.Step;
import org.chukei.policy.Rule;
import org.chukei.smtp.ForwardPath;
import org.chukei.smtp.Reply;
import org.chukei.smtp.ReversePath;

/** Decisions for tests. */
final class Decisions {

  static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");

  private Decisions() {}

  static Decision accepted() {
    return decision(
        new Verdict.Accepted(Reply.of(250, "2.1.5", "recipient ok"), true),
        NOW,
        request("192.0.2.1", "a@example.com", "b@example.net"));
  }

  static Decision refused() {
    return refused(NOW, request("192.0.2.1", "a@example.com", "b@example.net"));
  }

  static Decision refused(Instant at, RelayRequest request) {
    return decision(
        new Verdict.Refused(Reply.of(550, "5.7.1", "relaying denied (decision …)")), at, request);
  }

  private static Decision decision(Verdict verdict, Instant at, RelayRequest request) {
    return new RecordedDecision(
        DecisionId.random(),
        at,
        Rule.RELAYING_DENIED,
        verdict,
        request.session().client(),
        Optional.of(request),
        List.of(new Fact("client", "192.0.2.1"), new Fact("helo", "\"<\u0007é中")),
        List.of(
            new Step(Rule.PERMIT, false, "the client is not on the permit list"),
            new Step(Rule.RELAYING_DENIED, true, "the recipient is foreign and nothing accepted")),
        "it would have passed if the client were on the permit list");
  }

  static RelayRequest request(String client, String sender, String recipient) {
    return new RelayRequest(
        new SessionFacts(
            client(client),
            "client.example",
            true,
            Optional.of("TLSv1.3 TLS_AES_256_GCM_SHA384"),
            Optional.of("ab".repeat(32)),
            Optional.of("info@example.jp"),
            AuthOffer.AFTER_STARTTLS),
        ReversePath.ofAddress(sender).orElseThrow(),
        ForwardPath.ofAddress(recipient).orElseThrow());
  }

  static Client client(String address) {
    return new Client(
        Service.MX,
        address(address).toInetAddress(),
        40_000,
        Optional.of(address("203.0.113.9").toInetAddress()),
        true);
  }

  static IpAddress address(String text) {
    try {
      return Network.parse(text).first();
    } catch (NetworkSyntaxException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
