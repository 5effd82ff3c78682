package org.chukei.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chukei.history.Lives.NOW;
import static org.chukei.history.Lives.accepted;
import static org.chukei.history.Lives.attempted;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.chukei.history.Life.Gap;
import org.chukei.history.LifeEvent.Act;
import org.chukei.history.LifeEvent.Composed;
import org.chukei.history.LifeEvent.Purpose;
import org.chukei.history.LifeEvent.Result;
import org.junit.jupiter.api.Test;

class LifeTest {

  private static Life life(LifeEvent... events) {
    return new Life(Lives.id(), List.of(events));
  }

  @Test
  void each_recipient_has_its_fate() {
    Life life =
        life(
            accepted(NOW, "<a@example.com>", "<b@example.net>", "<c@example.net>", "<d@e.net>"),
            attempted("<b@example.net>", Result.DELIVERED, 1),
            attempted("<c@example.net>", Result.FAILED, 1));
    assertThat(life.fates())
        .containsExactly(
            Map.entry("<b@example.net>", Fate.DELIVERED),
            Map.entry("<c@example.net>", Fate.FAILED),
            Map.entry("<d@e.net>", Fate.WAITING));
    assertThat(life.gaps()).isEmpty();
    assertThat(life.ended()).isFalse();
  }

  @Test
  void what_is_missing_is_told() {
    LifeEvent first = attempted("<b@example.net>", Result.DEFERRED, 1);
    LifeEvent third = attempted("<b@example.net>", Result.DELIVERED, 3);
    LifeEvent gone = new LifeEvent.Gone(NOW.plusSeconds(9));
    assertThat(life(first).gaps()).containsExactly(Gap.BEGINNING);
    assertThat(life(accepted(), first, third, gone).gaps()).containsExactly(Gap.ATTEMPTS);
    assertThat(life(accepted(), first, gone).gaps()).containsExactly(Gap.END);
    assertThat(new Life(Lives.id(), Lives.whole()).gaps()).isEmpty();
  }

  @Test
  void what_came_of_it_and_what_it_came_of_are_named() {
    assertThat(
            life(
                    new Composed(
                        NOW,
                        Purpose.FORWARD,
                        "01KAAAAAAAAAAAAA",
                        "<a@example.com>",
                        List.of(),
                        Optional.empty(),
                        1),
                    new LifeEvent.Told(
                        NOW.plusSeconds(1), Purpose.DELAY_NOTICE, "01KBBBBBBBBBBBBB", "<a@b.c>"))
                .related())
        .containsExactly("01KAAAAAAAAAAAAA", "01KBBBBBBBBBBBBB");
  }

  @Test
  void what_an_operator_did_is_told_with_the_operator_in_both_languages() {
    List<LifeEvent> events = new ArrayList<>(List.of(accepted()));
    for (Act act : Act.values()) {
      events.add(
          new LifeEvent.Handled(
              NOW.plusSeconds(act.ordinal()),
              "<b@example.net>",
              act,
              "kei",
              act == Act.REROUTED ? Optional.of("hop.example:25") : Optional.empty()));
    }
    Life life = new Life(Lives.id(), events);
    assertThat(life.fates()).containsExactly(Map.entry("<b@example.net>", Fate.WAITING));
    assertThat(LifeText.in(Locale.ENGLISH).of(life))
        .contains(
            "2026-11-24T09:00:00Z <b@example.net>: held by kei\n",
            "2026-11-24T09:00:01Z <b@example.net>: released by kei\n",
            "2026-11-24T09:00:02Z <b@example.net>: to be tried at once, said kei\n",
            "2026-11-24T09:00:03Z <b@example.net>: sent by way of hop.example:25 by kei\n");
    assertThat(LifeText.in(Locale.JAPANESE).of(life))
        .contains("<b@example.net>: kei が保留\n", "<b@example.net>: kei が経路を hop.example:25 に変更\n");
  }

  @Test
  void the_text_tells_whose_words_they_are_in_both_languages() {
    Life life = new Life(Lives.id(), Lives.whole());
    assertThat(LifeText.in(Locale.ENGLISH).of(life))
        .contains(
            "message " + life.queueId() + "\n",
            "Message-ID: <1@example.com>\n",
            "size: 1234 octets\n",
            "authenticated as info@example.jp\n",
            "recipient: <b@example.net>: delivered\n",
            "2026-11-24T09:00:01Z <b@example.net>: deferred at attempt 1, next attempt"
                + " 2026-11-24T09:01:00Z\n"
                + "  mx.example.net[192.0.2.25]:25 said: 4.2.0 words of theirs, number 1\n");
    assertThat(LifeText.in(Locale.JAPANESE).of(life))
        .contains("1 回目の試みは延期", "mx.example.net[192.0.2.25]:25 の応答: 4.2.0 words of theirs");
  }
}
