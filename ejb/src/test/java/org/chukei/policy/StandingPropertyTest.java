package org.chukei.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.chukei.connector.api.AuthOffer;
import org.chukei.connector.api.Client;
import org.chukei.connector.api.RelayRequest;
import org.chukei.connector.api.Service;
import org.chukei.connector.api.SessionFacts;

/**
 * The compiled lists, conditions included, against going through their text line by line, with a
 * reading of it that shares nothing with ours.
 */
class StandingPropertyTest {

  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  /** One question, as it is asked here. */
  record Asked(
      String client, boolean tls, String certificate, String account, String from, String to) {

    RelayRequest request() {
      return new RelayRequest(
          new SessionFacts(
              new Client(Service.MX, Trial.address(client), 40_000),
              "x",
              true,
              tls ? Optional.of("TLSv1.3") : Optional.empty(),
              Optional.of(certificate).filter(c -> !c.isEmpty()),
              Optional.of(account).filter(a -> !a.isEmpty()),
              AuthOffer.NOW),
          Trial.sender("a@" + from),
          Trial.recipient("b@" + to));
    }
  }

  @Property
  void the_tables_say_what_the_lines_say(
      @ForAll("permits") List<String> permits,
      @ForAll("connections") List<String> connections,
      @ForAll("asked") Asked asked) {
    RulesSnapshot rules = Trial.rules(String.join("\n", permits), String.join("\n", connections));
    RulesSnapshot.Standing standing = rules.standing(asked.request(), NOW);

    assertThat(standing.permit().isPresent())
        .isEqualTo(permits.stream().anyMatch(line -> permitted(line, asked)));
    assertThat(standing.connection().map(entry -> entry.action().toString()).orElse("ALLOW"))
        .isEqualTo(
            connections.stream()
                .filter(line -> isIn(line.split(" ")[1], asked.client()))
                .map(line -> line.split(" ")[0])
                .findFirst()
                .orElse("ALLOW"));
    boolean somewhere = permits.stream().anyMatch(line -> isIn(line.split(" ")[0], asked.client()));
    assertThat(standing.permit().isPresent() || !standing.unmet().isEmpty()).isEqualTo(somewhere);
  }

  private static boolean permitted(String line, Asked asked) {
    String[] words = line.split(" ");
    boolean permitted = isIn(words[0], asked.client());
    for (int i = 1; i < words.length; i++) {
      String value = words[i].substring(words[i].indexOf('=') + 1);
      permitted &=
          switch (words[i].replaceFirst("=.*", "")) {
            case "tls" -> asked.tls();
            case "client-cert" -> value.equals("SHA256:" + asked.certificate());
            case "account" -> value.equals(asked.account());
            case "sender-domain" -> inDomain(value, asked.from());
            case "recipient-domain" -> inDomain(value, asked.to());
            case "expires" ->
                !LocalDate.parse(value).isBefore(NOW.atZone(ZoneOffset.UTC).toLocalDate());
            default -> true; // owner, limit
          };
    }
    return permitted;
  }

  private static boolean inDomain(String asked, String domain) {
    return asked.startsWith(".") ? domain.endsWith(asked) : domain.equals(asked);
  }

  /** By the bits of the address as text. */
  private static boolean isIn(String network, String client) {
    String[] parts = network.split("/");
    int length = parts.length == 1 ? 32 : Integer.parseInt(parts[1]);
    return bits(parts[0]).substring(0, length).equals(bits(client).substring(0, length));
  }

  private static String bits(String address) {
    return List.of(address.split("\\.")).stream()
        .map(octet -> Integer.toBinaryString(256 + Integer.parseInt(octet)).substring(1))
        .collect(Collectors.joining());
  }

  @Provide
  Arbitrary<List<String>> permits() {
    Arbitrary<String> condition =
        Arbitraries.of(
            "tls",
            "client-cert=SHA256:" + "ab".repeat(32),
            "account=info@example.jp",
            "sender-domain=example.com",
            "sender-domain=.example.com",
            "recipient-domain=example.net",
            "recipient-domain=.net",
            "expires=2026-11-23",
            "expires=2026-11-25",
            "limit=5/h",
            "owner=sato");
    return Combinators.combine(networks(), condition.list().ofMaxSize(3))
        .as(
            (network, conditions) ->
                conditions.stream()
                    .collect(
                        Collectors.toMap(c -> c.replaceFirst("=.*", ""), c -> " " + c, (a, b) -> a))
                    .values()
                    .stream()
                    .collect(Collectors.joining("", network, "")))
        .list()
        .ofMaxSize(12);
  }

  @Provide
  Arbitrary<List<String>> connections() {
    return Combinators.combine(Arbitraries.of("DENY", "ALLOW", "UNCONDITIONAL"), networks())
        .as((action, network) -> action + " " + network)
        .list()
        .ofMaxSize(12);
  }

  @Provide
  Arbitrary<Asked> asked() {
    return Combinators.combine(
            addresses(),
            Arbitraries.of(true, false),
            Arbitraries.of("", "ab".repeat(32), "cd".repeat(32)),
            Arbitraries.of("", "info@example.jp", "other@example.jp"),
            Arbitraries.of("example.com", "sub.example.com", "example.org"),
            Arbitraries.of("example.net", "sub.example.net", "example.org"))
        .as(Asked::new);
  }

  private static Arbitrary<String> networks() {
    return Combinators.combine(addresses(), Arbitraries.integers().between(26, 32))
        .as((address, length) -> address + "/" + length);
  }

  private static Arbitrary<String> addresses() {
    return Arbitraries.integers().between(0, 15).map(last -> "192.0.2." + last);
  }
}
