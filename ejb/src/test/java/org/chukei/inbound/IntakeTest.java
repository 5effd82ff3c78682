package org.chukei.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chukei.config.Settings;
import org.chukei.connector.api.AuthOffer;
import org.chukei.connector.api.Client;
import org.chukei.connector.api.DecisionId;
import org.chukei.connector.api.Envelope;
import org.chukei.connector.api.MessageContent;
import org.chukei.connector.api.Service;
import org.chukei.connector.api.SessionFacts;
import org.chukei.connector.api.Verdict;
import org.chukei.database.Transactions;
import org.chukei.history.LifeRecorder;
import org.chukei.history.MessageHistory;
import org.chukei.maillog.MailLog;
import org.chukei.smtp.ForwardPath;
import org.chukei.smtp.MailParameters;
import org.chukei.smtp.MailboxParser;
import org.chukei.smtp.RcptParameters;
import org.chukei.smtp.ReversePath;
import org.chukei.store.ContentSource;
import org.chukei.store.MessageStore;
import org.chukei.store.Messages;
import org.chukei.store.StoredEnvelope;
import org.chukei.traffic.LastHour;
import org.chukei.traffic.Traffic;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntakeTest {

  private static final byte[] OCTETS =
      "Subject: \0\u00e9\r\n.X-Relay: forged\r\n\r\n..\r\n".getBytes(StandardCharsets.ISO_8859_1);

  @TempDir Path home;
  private final List<String> events = new ArrayList<>();
  private final List<byte[]> contents = new ArrayList<>();
  private Optional<IOException> fault = Optional.empty();
  private static final DecisionId DECISION = DecisionId.random();
  private MessageHistory history;
  private Intake intake;

  private static final class NoDatabase implements Transactions {
    @Override
    public <T> T call(Work<T> work) throws IOException {
      throw new IOException("there is no database");
    }
  }

  @BeforeEach
  void build() {
    Settings settings =
        Settings.of(
            Map.of("CHUKEI_HOME", home.toString(), "CHUKEI_HOSTNAME", "relay.example.jp"),
            Map.of(),
            Map.of());
    Clock clock = Clock.fixed(Instant.parse("2026-11-24T07:20:16Z"), ZoneOffset.UTC);
    history = new MessageHistory(settings, new NoDatabase(), clock);
    intake =
        new Intake(
            settings,
            clock,
            store(),
            envelope -> events.add("told " + envelope.queueId()),
            new MailLog(settings, new Traffic(new LastHour(clock)), clock),
            new LifeRecorder(history, clock));
  }

  /** A store of which only put is asked. */
  private MessageStore store() {
    return (MessageStore)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {MessageStore.class},
            (proxy, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("put");
              if (fault.isPresent()) {
                throw fault.get();
              }
              StoredEnvelope envelope = (StoredEnvelope) arguments[0];
              try (InputStream in = ((ContentSource) arguments[1]).open()) {
                contents.add(in.readAllBytes());
              }
              assertThat(envelope.size()).isEqualTo(contents.get(0).length);
              events.add("stored " + envelope.queueId());
              return null;
            });
  }

  private Verdict take(boolean permitted) throws Exception {
    SessionFacts session =
        new SessionFacts(
            new Client(Service.MX, InetAddress.getByName("192.0.2.1"), 4321),
            "mail.example.com",
            true,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            AuthOffer.NO);
    Envelope envelope =
        new Envelope(
            session,
            ReversePath.of(MailboxParser.mailbox("info@example.com").orElseThrow()),
            MailParameters.NONE,
            List.of(
                new Envelope.Recipient(
                    ForwardPath.of(MailboxParser.mailbox("info@example.jp").orElseThrow()),
                    RcptParameters.NONE,
                    permitted,
                    Optional.of(DECISION))));
    return intake.takeCharge(
        envelope,
        new MessageContent() {
          @Override
          public long size() {
            return OCTETS.length;
          }

          @Override
          public Optional<String> messageId() {
            return Optional.of("1@example.com");
          }

          @Override
          public InputStream open() {
            return new ByteArrayInputStream(OCTETS);
          }
        });
  }

  @Test
  void the_scheduler_is_told_after_the_store_and_the_client_is_given_the_queue_id()
      throws Exception {
    Verdict verdict = take(false);
    assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
    String queueId = verdict.reply().text().replace("queued as ", "");
    assertThat(events).containsExactly("stored " + queueId, "told " + queueId);
    assertThat(verdict.reply().toString()).isEqualTo("250 2.0.0 queued as " + queueId);
  }

  @Test
  void the_octets_stand_unchanged_below_our_trace_fields() throws Exception {
    take(true);
    String stored = new String(contents.get(0), StandardCharsets.ISO_8859_1);
    String sent = new String(OCTETS, StandardCharsets.ISO_8859_1);
    assertThat(stored)
        .startsWith("Received: from mail.example.com ([192.0.2.1])\r\n")
        .endsWith(sent);
    assertThat(stored.substring(0, stored.length() - sent.length()))
        .endsWith("\r\nX-Relay: PMail Server From info@example.com\r\n");
  }

  @Test
  void without_a_permit_there_is_no_x_relay_of_ours() throws Exception {
    take(false);
    assertThat(new String(contents.get(0), StandardCharsets.ISO_8859_1)).doesNotContain("PMail");
  }

  @Test
  void a_full_disk_is_answered_452() throws Exception {
    fault = Optional.of(Messages.noSpace());
    assertThat(take(true).reply().toString()).startsWith("452 4.3.1 ");
    assertThat(events).isEmpty();
  }

  @Test
  void what_could_not_be_stored_is_left_with_the_client() throws Exception {
    fault = Optional.of(new IOException("no space left on device"));
    Verdict verdict = take(true);
    assertThat(verdict).isInstanceOf(Verdict.Deferred.class);
    assertThat(verdict.reply().toString()).startsWith("451 4.3.0 ").doesNotContain("device");
    assertThat(events).isEmpty();
  }
}
