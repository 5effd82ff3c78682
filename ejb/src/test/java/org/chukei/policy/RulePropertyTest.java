package org.chukei.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.chukei.connector.api.AuthOffer;
import org.chukei.policy.Situation.Place;
import org.junit.jupiter.api.Test;

/** What holds for every situation there can be; all of them are tried. */
class RulePropertyTest {

  @Test
  void a_permit_only_widens() {
    situations()
        .filter(RulePropertyTest::passes)
        .forEach(s -> assertThat(passes(s.asPermitted())).as(s.toString()).isTrue());
  }

  @Test
  void unconditional_only_widens() {
    situations()
        .filter(RulePropertyTest::passes)
        .forEach(s -> assertThat(passes(s.asUnconditional())).as(s.toString()).isTrue());
  }

  @Test
  void authentication_never_makes_less_possible_than_its_absence() {
    situations()
        .filter(s -> !s.authenticated() && passes(s))
        .forEach(
            s -> {
              assertThat(passes(authenticated(s, true))).as(s.toString()).isTrue();
              assertThat(passes(authenticated(s, false))).as(s.toString()).isTrue();
            });
  }

  @Test
  void neither_half_of_an_effective_permit_relays_anything() {
    situations()
        .filter(s -> !s.authenticated() && s.recipient() == Place.FOREIGN)
        .filter(s -> !(s.permitted() && s.unconditional()))
        .forEach(s -> assertThat(passes(s)).as(s.toString()).isFalse());
  }

  @Test
  void nobody_reaches_a_recipient_that_does_not_exist_and_nobody_denied_reaches_anybody() {
    situations()
        .filter(s -> s.denied() || s.recipient() == Place.UNKNOWN)
        .forEach(s -> assertThat(passes(s)).as(s.toString()).isFalse());
  }

  @Test
  void mx_takes_foreign_mail_for_every_local_user_from_whoever_is_not_denied() {
    situations()
        .filter(s -> s.mx() && !s.denied() && !s.strict())
        .filter(s -> s.sender() == Place.FOREIGN && s.recipient() == Place.LOCAL_USER)
        .forEach(s -> assertThat(passes(s)).as(s.toString()).isTrue());
  }

  @Test
  void what_auth_is_offered_changes_the_words_of_a_refusal_and_never_the_verdict() {
    situations()
        .forEach(
            s -> {
              for (AuthOffer offer : AuthOffer.values()) {
                assertThat(passes(offered(s, offer))).as(s.toString()).isEqualTo(passes(s));
              }
            });
  }

  @Test
  void authentication_required_is_never_said_to_a_session_that_is_authenticated() {
    situations()
        .filter(Situation::authenticated)
        .forEach(
            s ->
                assertThat(Ruling.of(s).outcome())
                    .as(s.toString())
                    .isNotIn(Outcome.AUTHENTICATION_REQUIRED, Outcome.STARTTLS_REQUIRED));
  }

  @Test
  void a_refusal_always_knows_what_would_have_let_it_pass() {
    situations()
        .filter(s -> !passes(s))
        .forEach(
            s ->
                assertThat(Remedy.of(s, "192.0.2.0/24: tls"))
                    .as(s.toString())
                    .startsWith("it would have passed if "));
  }

  private static boolean passes(Situation situation) {
    return Ruling.of(situation).outcome().isAccepted();
  }

  private static Situation authenticated(Situation s, boolean owned) {
    return new Situation(
        s.submission(),
        s.denied(),
        s.permitted(),
        s.unmet(),
        s.unconditional(),
        s.permitNeedsAuth(),
        s.strict(),
        true,
        owned,
        s.sender(),
        s.recipient(),
        s.toPostmaster(),
        AuthOffer.NO);
  }

  private static Situation offered(Situation s, AuthOffer offer) {
    return new Situation(
        s.submission(),
        s.denied(),
        s.permitted(),
        s.unmet(),
        s.unconditional(),
        s.permitNeedsAuth(),
        s.strict(),
        s.authenticated(),
        s.owned(),
        s.sender(),
        s.recipient(),
        s.toPostmaster(),
        offer);
  }

  /** Every one that can be: DENY is not UNCONDITIONAL, and only the authenticated own anything. */
  private static Stream<Situation> situations() {
    List<Situation> all = new ArrayList<>();
    for (int bits = 0; bits < 1 << 10; bits++) {
      for (Place sender : Place.values()) {
        for (Place recipient : Place.values()) {
          for (AuthOffer offer : AuthOffer.values()) {
            Situation s =
                new Situation(
                    bit(bits, 0),
                    bit(bits, 1),
                    bit(bits, 2),
                    bit(bits, 9),
                    bit(bits, 3),
                    bit(bits, 4),
                    bit(bits, 5),
                    bit(bits, 6),
                    bit(bits, 7),
                    sender,
                    recipient,
                    bit(bits, 8),
                    offer);
            boolean possible =
                !(s.denied() && s.unconditional())
                    && !(s.permitted() && s.unmet())
                    && !(s.owned() && !s.authenticated())
                    && !(s.toPostmaster() && recipient != Place.LOCAL_USER);
            if (possible) {
              all.add(s);
            }
          }
        }
      }
    }
    assertThat(all).hasSizeGreaterThan(3_000);
    return all.stream();
  }

  private static boolean bit(int bits, int position) {
    return (bits >>> position & 1) == 1;
  }
}
