package org.chukei.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.chukei.connector.api.AuthOffer;
import org.chukei.connector.api.Client;
import org.chukei.connector.api.RelayRequest;
import org.chukei.connector.api.Service;
import org.chukei.connector.api.SessionFacts;
import org.chukei.smtp.ForwardPath;
import org.chukei.smtp.ReversePath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PermitConditionTest {

  private static final String PLAIN = "0a1b2c3d".repeat(8);
  private static final String ENTRY = "192.0.2.0/24 client-cert=SHA256:" + PLAIN;
  private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");

  private static PermitEntry only(String text) {
    return NetworkList.permits(text).get(0);
  }

  @Test
  void a_fingerprint_is_read_as_openssl_prints_it_too_and_has_one_spelling() {
    String byOpenssl = "0A:1B:2C:3D:".repeat(8);
    PermitEntry entry =
        only(
            "192.0.2.7/24\tclient-cert=SHA256:"
                + byOpenssl.substring(0, byOpenssl.length() - 1)
                + "  # the printer");
    assertThat(entry.text()).isEqualTo(ENTRY);
    assertThat(entry.note()).isEqualTo("the printer");
    assertThat(only(entry.text()).permitsTheSameAs(entry)).isTrue();
  }

  @Test
  void an_entry_has_an_owner_an_expiry_and_conditions_in_any_order_and_one_spelling() {
    PermitEntry entry =
        only(
            "192.0.2.1,255.255.255.0 limit=100/h OWNER=sato tls Sender-Domain=Example.COM"
                + " recipient-domain=.例え.jp account=Info@example.jp expires=2027-01-31 # 経理 # x");
    assertThat(entry.owner()).isEqualTo("sato");
    assertThat(entry.note()).isEqualTo("経理 # x");
    assertThat(entry.hourly()).hasValue(100);
    assertThat(entry.expiry()).contains(new Condition.Expires(LocalDate.of(2027, 1, 31)));
    assertThat(entry.text())
        .isEqualTo(
            "192.0.2.0/24 limit=100/h tls sender-domain=example.com"
                + " recipient-domain=.xn--r8jz45g.jp account=info@example.jp expires=2027-01-31");
    assertThat(only(entry.text()).permitsTheSameAs(entry)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.0.2.1 192.0.2.2",
        "192.0.2.1 client-cert",
        "192.0.2.1 client-cert=",
        "192.0.2.1 client-cert=SHA256:",
        "192.0.2.1 client-cert=SHA1:0a1b2c3d",
        "192.0.2.1 client-cert=SHA256:0a1b",
        "192.0.2.1 client-cert=SHA256:xx1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d",
        "192.0.2.1 client-cert=0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d",
        "192.0.2.1 sender=example.com",
        "192.0.2.1 tls=yes",
        "192.0.2.1 sender-domain=",
        "192.0.2.1 sender-domain=[192.0.2.1]",
        "192.0.2.1 recipient-domain=*",
        "192.0.2.1 recipient-domain=a..b",
        "192.0.2.1 account=info",
        "192.0.2.1 limit=100",
        "192.0.2.1 limit=0/h",
        "192.0.2.1 limit=1000000000/h",
        "192.0.2.1 expires=2027-02-30",
        "192.0.2.1 expires=tomorrow",
        "192.0.2.1 owner=",
        "192.0.2.1 tls tls",
        "192.0.2.1 owner=a owner=b",
        "192.0.2.1 sender-domain=a.example sender-domain=b.example",
        "tls 192.0.2.1",
        "client-cert=SHA256:0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d 192.0.2.1"
      })
  void anything_else_is_refused_with_its_line(String line) {
    assertThatThrownBy(() -> NetworkList.permits("192.0.2.9\n" + line))
        .isInstanceOfSatisfying(
            ListRejectedException.class,
            e -> {
              assertThat(e.errors()).extracting(ListError::line).containsExactly(2);
              assertThat(e.errors().get(0).reason()).isNotBlank();
            });
  }

  @Test
  void a_condition_stands_once_in_an_entry() {
    assertThatThrownBy(() -> only(ENTRY + " client-cert=SHA256:" + PLAIN))
        .isInstanceOfSatisfying(
            ListRejectedException.class,
            e -> assertThat(e.errors().get(0).reason()).contains("stands twice"));
  }

  @ParameterizedTest
  @CsvSource({
    "tls,                          tls,                          true",
    "tls,                          clear,                        false",
    "sender-domain=example.com,    from friend@EXAMPLE.com,      true",
    "sender-domain=example.com,    from friend@sub.example.com,  false",
    "sender-domain=.example.com,   from friend@sub.example.com,  true",
    "sender-domain=.example.com,   from friend@example.com,      false",
    "sender-domain=.example.com,   from friend@notexample.com,   false",
    "sender-domain=example.com,    from <>,                      false",
    "recipient-domain=example.net, to someone@example.net,       true",
    "recipient-domain=example.net, to someone@example.org,       false",
    "recipient-domain=example.net, to postmaster,                false",
    "account=info@example.jp,      as info@example.jp,           true",
    "account=info@example.jp,      as other@example.jp,          false",
    "account=info@example.jp,      clear,                        false",
    "expires=2026-11-24,           clear,                        true",
    "expires=2026-11-23,           clear,                        false",
    "limit=1/h,                    clear,                        true"
  })
  void a_condition_holds_or_does_not(String condition, String request, boolean holds) {
    assertThat(only("192.0.2.1 " + condition).unmet(request(request), NOW).isEmpty())
        .isEqualTo(holds);
  }

  @Test
  void an_entry_permits_to_the_last_moment_of_its_last_day() {
    PermitEntry entry = only("192.0.2.1 expires=2027-01-31");
    Instant end = LocalDate.of(2027, 2, 1).atStartOfDay(ZoneId.systemDefault()).toInstant();
    assertThat(entry.unmet(request("clear"), end.minusMillis(1))).isEmpty();
    assertThat(entry.unmet(request("clear"), end)).hasSize(1);
  }

  @Test
  void taking_a_condition_away_or_changing_it_is_not_within_what_was_acknowledged() {
    List<PermitEntry> acknowledged = NetworkList.permits(ENTRY);
    assertThat(within("192.0.2.0/25 client-cert=SHA256:" + PLAIN, acknowledged)).isTrue();
    assertThat(within("192.0.2.0/25 tls client-cert=SHA256:" + PLAIN, acknowledged)).isTrue();
    assertThat(within("", acknowledged)).isTrue();
    assertThat(within("192.0.2.0/24", acknowledged)).isFalse();
    assertThat(within("192.0.2.0/24 tls", acknowledged)).isFalse();
    assertThat(within("192.0.2.1 client-cert=SHA256:" + "ff".repeat(32), acknowledged)).isFalse();
    assertThat(within(ENTRY, NetworkList.permits("192.0.2.0/25\n192.0.2.128/25"))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "limit=10/h,                  limit=9/h,                      true",
    "limit=10/h,                  limit=11/h,                     false",
    "expires=2027-01-31,          expires=2027-01-31,             true",
    "expires=2027-01-31,          expires=2027-02-01,             false",
    "expires=2027-01-31,          tls,                            false",
    "sender-domain=.example.com,  sender-domain=a.example.com,    true",
    "sender-domain=.example.com,  sender-domain=.a.example.com,   true",
    "sender-domain=.example.com,  sender-domain=example.com,      false",
    "sender-domain=example.com,   recipient-domain=example.com,   false"
  })
  void an_entry_covers_what_asks_for_more(String wider, String narrower, boolean covers) {
    assertThat(only("192.0.2.0/24 " + wider).covers(only("192.0.2.1 " + narrower)))
        .isEqualTo(covers);
  }

  private static boolean within(String list, List<PermitEntry> others) {
    return ListForm.PERMITS.isWithin(NetworkList.permits(list), others);
  }

  /** {@code tls}, {@code clear}, {@code from sender}, {@code to recipient}, {@code as account}. */
  static RelayRequest request(String words) {
    Client client = new Client(Service.MX, Trial.address("192.0.2.1"), 40_000);
    String value = words.substring(words.indexOf(' ') + 1);
    ReversePath sender =
        words.startsWith("from <>")
            ? ReversePath.NULL
            : Trial.sender(words.startsWith("from ") ? value : "friend@example.org");
    ForwardPath recipient =
        words.equals("to postmaster")
            ? ForwardPath.POSTMASTER
            : Trial.recipient(words.startsWith("to ") ? value : "someone@example.org");
    return new RelayRequest(
        new SessionFacts(
            client,
            "x",
            true,
            words.equals("tls") ? Optional.of("TLSv1.3") : Optional.empty(),
            Optional.empty(),
            words.startsWith("as ") ? Optional.of(value) : Optional.empty(),
            AuthOffer.NOW),
        sender,
        recipient);
  }
}
