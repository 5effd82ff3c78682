package org.chukei.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.chukei.account.UnacceptableException;
import org.chukei.database.TestDatabase;
import org.chukei.queue.Pause.What;
import org.chukei.store.StoredEnvelope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator has stopped stays stopped, and nothing else does. */
class PausesTest {

  private final TestDatabase database = new TestDatabase();
  private Relay relay;

  @BeforeEach
  void start() throws Exception {
    relay = new Relay(database).started();
  }

  @AfterEach
  void close() throws Exception {
    database.close();
  }

  @Test
  void while_delivery_is_paused_mail_is_taken_and_waits() throws Exception {
    relay.pauses.pause(What.DELIVERY, "", "admin", "");
    StoredEnvelope envelope = relay.accept("a@example.com");
    relay.tickAfter(Duration.ofMinutes(1));
    assertThat(relay.agent.begun()).isEmpty();
    assertThat(relay.only(envelope).state()).isEqualTo(RecipientState.PAUSED);

    relay.pauses.resume(What.DELIVERY, "", "operator");
    relay.tick.run();
    assertThat(relay.isGone(envelope)).isTrue();
    assertThat(relay.log).contains("paused DELIVERY by admin", "resumed DELIVERY by operator");
  }

  @Test
  void rows_that_come_due_while_delivery_is_paused_wait_too() throws Exception {
    relay.agent.script("example.com", ScriptedAgent.DEFERS);
    relay.accept("a@example.com");
    relay.pauses.pause(What.DELIVERY, "", "admin", "");
    relay.tickAfter(Duration.ofHours(1));
    assertThat(relay.agent.begun()).hasSize(1);
  }

  @Test
  void a_paused_destination_waits_and_others_do_not() throws Exception {
    relay.pauses.pause(What.DESTINATION, "Example.COM", "admin", "");
    StoredEnvelope both = relay.accept("a@example.com", "b@example.net");
    relay.tick.run();
    assertThat(relay.agent.delivered()).containsExactly("b@example.net");
    assertThat(relay.only(both).state()).isEqualTo(RecipientState.PAUSED);
    relay.tickAfter(Duration.ofHours(30));
    assertThat(relay.agent.delivered()).containsExactly("b@example.net");

    relay.pauses.resume(What.DESTINATION, "example.com", "admin");
    relay.tick.run();
    assertThat(relay.isGone(both)).isTrue();
  }

  @Test
  void what_was_in_line_when_its_destination_is_paused_is_not_begun() throws Exception {
    relay.pauses.pause(What.DELIVERY, "", "admin", "");
    relay.accept("a@example.com");
    relay.pauses.pause(What.DESTINATION, "example.com", "admin", "");
    relay.tick.run();
    relay.pauses.resume(What.DELIVERY, "", "admin");
    relay.tick.run();
    assertThat(relay.agent.begun()).isEmpty();
  }

  @Test
  void a_restart_does_not_forget_a_pause() throws Exception {
    relay.pauses.pause(What.ACCEPTANCE, "", "admin", " a new disk ");
    relay.pauses.pause(What.DESTINATION, "example.com", "admin", "");
    Relay again = new Relay(database).started();
    assertThat(again.pauses.isAcceptancePaused()).isTrue();
    assertThat(again.pauses.isPaused("example.com")).isTrue();
    assertThat(again.pauses.isDeliveryPaused()).isFalse();
    assertThat(again.pauses.all()).extracting(Pause::author).containsExactly("admin", "admin");
    assertThat(again.pauses.all()).extracting(Pause::reason).containsExactly("", "a new disk");
  }

  @Test
  void a_pause_that_can_t_be_written_down_is_none() {
    relay.transactions.setAway(true);
    assertThatThrownBy(() -> relay.pauses.pause(What.ACCEPTANCE, "", "admin", ""))
        .isInstanceOf(IOException.class);
    assertThat(relay.pauses.isAcceptancePaused()).isFalse();
  }

  @Test
  void only_a_destination_has_a_name() {
    assertThatThrownBy(() -> relay.pauses.pause(What.DESTINATION, " ", "admin", ""))
        .isInstanceOf(UnacceptableException.class);
    assertThatThrownBy(() -> relay.pauses.pause(What.DELIVERY, "example.com", "admin", ""))
        .isInstanceOf(UnacceptableException.class);
  }
}
