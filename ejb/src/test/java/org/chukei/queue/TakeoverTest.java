package org.chukei.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.chukei.database.TestDatabase;
import org.chukei.store.Messages;
import org.chukei.store.StoredEnvelope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes share a database and the mail in it. */
class TakeoverTest {

  private static final Duration LEASE = Duration.ofSeconds(30);

  /** Has run out in the database when it is given, though the node thinks that it lives. */
  private static final Duration RUN_OUT = Duration.ofSeconds(-5);

  private final TestDatabase database = new TestDatabase();
  private Relay survivor;

  @BeforeEach
  void start() throws Exception {
    survivor = Relay.node(database, "survivor", LEASE, new ScriptedAgent()).started();
    for (int i = 0; i < 6; i++) {
      survivor.tickAfter(LEASE.dividedBy(6));
    }
  }

  @AfterEach
  void close() throws Exception {
    database.close();
  }

  @Test
  void fresh_mail_of_a_node_that_died_is_delivered_by_another() throws Exception {
    Relay dead = Relay.node(database, "dead", RUN_OUT, new ScriptedAgent()).started();
    StoredEnvelope envelope = dead.accept("a@example.com");
    assertThat(dead.agent.begun()).as("it has no lease to begin with").isEmpty();

    survivor.tickAfter(LEASE.dividedBy(6));
    assertThat(survivor.agent.delivered()).containsExactly("a@example.com");
    assertThat(survivor.log).startsWith("took over 1 of dead");
    assertThat(survivor.isGone(envelope)).isTrue();
  }

  @Test
  void mail_that_waited_there_is_tried_at_its_time_here_and_listed_here() throws Exception {
    Relay dead = Relay.node(database, "dead", RUN_OUT, new ScriptedAgent()).started();
    StoredEnvelope envelope = Messages.message(dead.clock.instant(), "a@example.com");
    dead.store.put(envelope, Messages.CONTENT);
    Place place = new Place(envelope.queueId(), 0);
    dead.retries.defer(
        List.of(Deferral.untried(Relay.at(place), survivor.clock.instant().plusSeconds(60))));

    survivor.tickAfter(LEASE.dividedBy(6));
    assertThat(survivor.only(envelope).state()).isEqualTo(RecipientState.DEFERRED);
    assertThat(survivor.queue.sizes().deferred()).isEqualTo(1);
    assertThat(survivor.agent.begun()).isEmpty();
    survivor.tickAfter(Duration.ofSeconds(60));
    assertThat(survivor.agent.delivered()).containsExactly("a@example.com");
  }

  @Test
  void what_the_dead_node_was_trying_again_is_free_at_once() throws Exception {
    Relay dead = Relay.node(database, "dead", RUN_OUT, new ScriptedAgent()).started();
    StoredEnvelope envelope = Messages.message(dead.clock.instant(), "a@example.com");
    dead.store.put(envelope, Messages.CONTENT);
    Place place = new Place(envelope.queueId(), 0);
    dead.retries.defer(List.of(Deferral.untried(Relay.at(place), dead.clock.instant())));
    assertThat(dead.retries.claimDue(dead.clock.instant(), 10, known -> false)).hasSize(1);

    survivor.tickAfter(LEASE.dividedBy(6));
    assertThat(survivor.agent.delivered()).containsExactly("a@example.com");
  }

  @Test
  void a_node_that_only_hung_delivers_nothing_of_what_it_had_and_goes_on_with_what_comes()
      throws Exception {
    Relay hung = Relay.node(database, "hung", LEASE, new ScriptedAgent()).started();
    hung.pauses.pause(Pause.What.DELIVERY, "", "test", "");
    hung.accept("a@example.com");
    hung.pauses.resume(Pause.What.DELIVERY, "", "test");
    database.run(
        em ->
            em.createQuery("UPDATE NodeRow n SET n.leaseUntil = 0 WHERE n.name = 'hung'")
                .executeUpdate());
    hung.clock.advance(LEASE); // it stood still so long
    survivor.tickAfter(LEASE.dividedBy(6));
    assertThat(survivor.agent.delivered()).containsExactly("a@example.com");

    hung.scheduler.startAttempts(); // before its first tick
    StoredEnvelope fresh = hung.accept("b@example.com");
    assertThat(hung.agent.begun()).isEmpty();
    hung.tick.run();
    assertThat(hung.log).contains("lost lease");
    assertThat(hung.agent.delivered()).containsExactly("b@example.com");
    assertThat(hung.isGone(fresh)).isTrue();
    assertThat(hung.store.owed(Optional.empty(), 10)).isEmpty();
  }

  @Test
  void a_node_that_stops_leaves_its_mail_to_another_at_once() throws Exception {
    Relay stops = Relay.node(database, "stops", LEASE, new ScriptedAgent()).started();
    stops.pauses.pause(Pause.What.DELIVERY, "", "test", "");
    stops.accept("a@example.com");
    survivor.tickAfter(LEASE.dividedBy(6));
    assertThat(survivor.agent.begun()).as("while it lives").isEmpty();

    stops.scheduler.stop(Duration.ZERO);
    survivor.tickAfter(LEASE.dividedBy(6));
    assertThat(survivor.agent.delivered()).containsExactly("a@example.com");
  }
}
