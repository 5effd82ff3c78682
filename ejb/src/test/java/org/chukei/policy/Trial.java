package org.chukei.policy;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.chukei.account.Directory;
import org.chukei.account.DirectoryFixture;
import org.chukei.config.Settings;
import org.chukei.connector.api.AuthOffer;
import org.chukei.connector.api.Client;
import org.chukei.connector.api.RelayRequest;
import org.chukei.connector.api.Service;
import org.chukei.connector.api.SessionFacts;
import org.chukei.connector.api.Verdict;
import org.chukei.network.Network;
import org.chukei.network.NetworkSyntaxException;
import org.chukei.smtp.ForwardPath;
import org.chukei.smtp.MailboxParser;
import org.chukei.smtp.ReversePath;

/**
 * One RCPT at the server of {@link DirectoryFixture}, in the words of the tables, decided by the
 * real policy on a real snapshot.
 */
record Trial(
    String service,
    String standing,
    String auth,
    String sender,
    String recipient,
    AuthOffer offer) {

  static final List<String> SERVICES = List.of("mx", "submission", "submissions");
  static final List<String> STANDINGS =
      List.of("denied", "plain", "permitted", "unconditional", "effective");
  static final List<String> AUTHS = List.of("none", "owner", "other");
  static final List<String> SENDERS = List.of("local", "unknown", "foreign", "null");
  static final List<String> RECIPIENTS = List.of("local", "unknown", "foreign", "postmaster");

  /** The standings' clients are 198.51.100.1 to 198.51.100.5, in that order. */
  static final RulesSnapshot RULES =
      rules(
          "198.51.100.1\n198.51.100.3\n198.51.100.5",
          "DENY 198.51.100.1\nUNCONDITIONAL 198.51.100.4\nUNCONDITIONAL 198.51.100.5");

  static RulesSnapshot rules(String permits, String connections) {
    return new RulesSnapshot(
        7,
        new PermitTable(NetworkList.permits(permits)),
        new ConnectionTable(NetworkList.connections(connections)),
        directory());
  }

  static Directory directory() {
    return DirectoryFixture.directory(Optional.empty());
  }

  static RelayPolicy policy(Map<String, String> environment) {
    return new RelayPolicy(
        Profile.of(Settings.of(environment, Map.of(), Map.of())),
        Clock.fixed(Instant.parse("2026-11-24T00:00:00Z"), ZoneOffset.UTC));
  }

  RelayRequest request() {
    Client client =
        new Client(
            Service.valueOf(service.toUpperCase(Locale.ROOT)),
            address("198.51.100." + (STANDINGS.indexOf(standing) + 1)),
            40_000);
    Optional<String> account =
        switch (auth) {
          case "none" -> Optional.empty();
          case "owner" -> Optional.of("info@example.jp");
          default -> Optional.of("other@example.jp");
        };
    return new RelayRequest(
        new SessionFacts(
            client, "client.example.com", true, Optional.empty(), Optional.empty(), account, offer),
        switch (sender) {
          case "local" -> sender("info@example.jp");
          case "unknown" -> sender("nobody@example.jp");
          case "foreign" -> sender("friend@example.com");
          default -> ReversePath.NULL;
        },
        switch (recipient) {
          case "local" -> recipient("info2@example.jp");
          case "unknown" -> recipient("nobody2@example.jp");
          case "foreign" -> recipient("someone@example.net");
          case "postmaster" -> ForwardPath.POSTMASTER;
          default -> recipient(recipient);
        });
  }

  /** The same question by another client. */
  RelayRequest from(Client client) {
    SessionFacts s = request().session();
    return new RelayRequest(
        new SessionFacts(
            client,
            s.helo(),
            s.esmtp(),
            s.tls(),
            s.clientCertificate(),
            s.account(),
            s.authOffer()),
        request().sender(),
        request().recipient());
  }

  /** What the client hears: the greeting where that already refuses, else the answer to RCPT. */
  Decision decide(RelayPolicy policy, RulesSnapshot rules) {
    Decision greeting = policy.greet(request().session().client(), rules);
    return greeting.verdict() instanceof Verdict.Accepted
        ? policy.decide(request(), rules)
        : greeting;
  }

  Trial to(String recipient) {
    return new Trial(service, standing, auth, sender, recipient, offer);
  }

  Trial as(String auth) {
    return new Trial(service, standing, auth, sender, recipient, offer);
  }

  static ReversePath sender(String address) {
    return ReversePath.of(MailboxParser.mailbox(address).orElseThrow());
  }

  static ForwardPath recipient(String address) {
    return ForwardPath.of(MailboxParser.mailbox(address).orElseThrow());
  }

  static InetAddress address(String text) {
    try {
      return Network.parse(text).first().toInetAddress();
    } catch (NetworkSyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
