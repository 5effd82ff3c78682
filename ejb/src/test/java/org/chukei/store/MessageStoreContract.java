package org.chukei.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.chukei.smtp.BodyType;
import org.chukei.smtp.MailParameters;
import org.chukei.smtp.Notify;
import org.chukei.smtp.OriginalRecipient;
import org.chukei.smtp.RcptParameters;
import org.chukei.smtp.ReturnedContent;
import org.chukei.store.MessageStore.Owed;
import org.chukei.store.MessageStore.Settled;
import org.chukei.store.StoredEnvelope.Recipient;
import org.junit.jupiter.api.Test;

/** What every store does. */
abstract class MessageStoreContract {

  static final Instant NOW = Instant.parse("2026-11-24T08:00:00.123Z");

  /** Open, and always the same in one test. */
  abstract MessageStore store();

  @Test
  void what_was_put_is_found_as_it_was() throws Exception {
    StoredEnvelope envelope =
        Messages.message(
            NOW, "", Messages.SIZE, "a@example.com", "postmaster", "\"b c\"@[192.0.2.1]");
    store().put(envelope, Messages.CONTENT);

    assertThat(store().find(envelope.queueId())).contains(new Owed(envelope, Set.of(0, 1, 2)));
    try (InputStream in = store().content(envelope.queueId()).open()) {
      assertThat(in.readAllBytes()).isEqualTo(Messages.CONTENT.open().readAllBytes());
    }
  }

  @Test
  void a_warning_and_its_notice_are_there_together_and_once() throws Exception {
    StoredEnvelope envelope = Messages.message(NOW, "a@example.com", "b@example.com");
    StoredEnvelope notice = Messages.message(NOW, "", Messages.SIZE, "sender@example.org");
    StoredEnvelope second = Messages.message(NOW, "", Messages.SIZE, "sender@example.org");
    store().put(envelope, Messages.CONTENT);

    assertThat(store().warn(envelope.queueId(), Set.of(1), notice, Messages.CONTENT)).isTrue();
    assertThat(store().warn(envelope.queueId(), Set.of(0, 1), second, Messages.CONTENT)).isFalse();
    assertThat(store().find(envelope.queueId()))
        .contains(new Owed(envelope, Set.of(0, 1), Set.of(1)));
    assertThat(store().find(notice.queueId())).contains(new Owed(notice, Set.of(0)));
    assertThat(store().find(second.queueId())).isEmpty();

    assertThat(store().warn(envelope.queueId(), Set.of(), second, Messages.CONTENT)).isFalse();
    store().settle(envelope.queueId(), Set.of(0));
    assertThat(store().warn(envelope.queueId(), Set.of(0), second, Messages.CONTENT)).isFalse();
    assertThat(store().totals()).isEqualTo(new MessageStore.Totals(2, 2, 2 * Messages.SIZE));
  }

  @Test
  void a_notice_that_is_there_already_is_not_put_again() throws Exception {
    StoredEnvelope envelope = Messages.message(NOW, "a@example.com", "b@example.com");
    StoredEnvelope notice = Messages.message(NOW, "", Messages.SIZE, "sender@example.org");
    store().put(envelope, Messages.CONTENT);
    store().put(notice, Messages.CONTENT);
    assertThat(store().settleWithNotice(envelope.queueId(), Set.of(0, 1), notice, Messages.CONTENT))
        .isEqualTo(new Settled(2, true));
    assertThat(store().totals().messages()).isEqualTo(1);
  }

  @Test
  void what_mail_and_rcpt_asked_for_is_kept_and_that_it_is_a_notice() throws Exception {
    StoredEnvelope plain = Messages.message(NOW, "a@example.com");
    StoredEnvelope envelope =
        new StoredEnvelope(
            plain.queueId(),
            plain.acceptedAt(),
            plain.sender(),
            new MailParameters(
                BodyType.BINARY_MIME,
                true,
                true,
                Optional.of(ReturnedContent.HDRS),
                Optional.of("x".repeat(100))),
            List.of(
                recipient("a@example.com", Optional.of(Notify.NEVER), Optional.empty()),
                recipient(
                    "b@example.com",
                    Optional.of(new Notify(true, false, true)),
                    Optional.of(new OriginalRecipient("rfc822", "x+2B".repeat(123)))),
                recipient("c@example.com", Optional.empty(), Optional.empty())),
            plain.size(),
            true);
    store().put(envelope, Messages.CONTENT);
    assertThat(store().find(envelope.queueId())).contains(new Owed(envelope, Set.of(0, 1, 2)));
  }

  private static Recipient recipient(
      String address, Optional<Notify> notify, Optional<OriginalRecipient> original) {
    return new Recipient(Messages.recipient(address), new RcptParameters(notify, original));
  }

  @Test
  void a_content_of_many_pieces_comes_back_octet_for_octet() throws Exception {
    long size = 10L * 1024 * 1024 + 17;
    StoredEnvelope envelope = Messages.message(NOW, "a@example.org", size, "b@example.com");
    store().put(envelope, Messages.octets(size));

    try (InputStream in = store().content(envelope.queueId()).open();
        InputStream expected = Messages.octets(size).open()) {
      for (byte[] octets = in.readNBytes(70_001);
          octets.length > 0;
          octets = in.readNBytes(70_001)) {
        assertThat(Arrays.equals(octets, expected.readNBytes(octets.length))).isTrue();
      }
      assertThat(expected.read()).isEqualTo(-1);
    }
  }

  @Test
  void a_content_that_breaks_off_or_has_another_size_is_not_taken() throws Exception {
    StoredEnvelope envelope = Messages.message(NOW, "a@example.org", 600_000, "b@example.com");
    ContentSource breaksOff =
        () ->
            new InputStream() {
              private int at;

              @Override
              public int read() throws IOException {
                if (at++ >= 500_000) {
                  throw new IOException("broken");
                }
                return 'x';
              }
            };

    assertThatThrownBy(() -> store().put(envelope, breaksOff)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> store().put(envelope, Messages.octets(599_999)))
        .isInstanceOf(IOException.class);
    assertThat(store().find(envelope.queueId())).isEmpty();
  }

  @Test
  void a_message_is_gone_when_the_last_recipient_is_settled() throws Exception {
    StoredEnvelope envelope =
        Messages.message(NOW, "a@example.com", "b@example.com", "c@example.com");
    store().put(envelope, Messages.CONTENT);

    assertThat(store().settle(envelope.queueId(), Set.of(0, 2))).isEqualTo(new Settled(2, false));
    assertThat(store().settle(envelope.queueId(), Set.of(0))).isEqualTo(new Settled(0, false));
    assertThat(store().find(envelope.queueId())).contains(new Owed(envelope, Set.of(1)));
    assertThat(store().settle(envelope.queueId(), Set.of(1))).isEqualTo(new Settled(1, true));

    assertThat(store().find(envelope.queueId())).isEmpty();
    assertThat(store().settle(envelope.queueId(), Set.of(1))).isEqualTo(new Settled(0, false));
    assertThatThrownBy(() -> store().content(envelope.queueId()).open())
        .isInstanceOf(IOException.class);
  }

  @Test
  void settlements_at_the_same_time_end_the_message_once() throws Exception {
    for (int round = 0; round < 30; round++) {
      StoredEnvelope envelope = Messages.message(NOW, "a@example.com", "b@example.com");
      store().put(envelope, Messages.CONTENT);
      List<Settled> answers =
          atOnce(
              List.of(
                  () -> store().settle(envelope.queueId(), Set.of(0)),
                  () -> store().settle(envelope.queueId(), Set.of(1))));
      assertThat(answers).extracting(Settled::gone).containsExactlyInAnyOrder(true, false);
    }
    assertThat(store().totals().messages()).isZero();
  }

  @Test
  void a_notice_that_can_not_be_put_settles_nothing() throws Exception {
    StoredEnvelope envelope = Messages.message(NOW, "a@example.com");
    StoredEnvelope notice = Messages.message(NOW, "", Messages.SIZE, "sender@example.org");
    store().put(envelope, Messages.CONTENT);

    assertThatThrownBy(
            () ->
                store()
                    .settleWithNotice(
                        envelope.queueId(),
                        Set.of(0),
                        notice,
                        () -> {
                          throw new IOException("no disk");
                        }))
        .isInstanceOf(IOException.class);
    assertThat(store().find(envelope.queueId())).contains(new Owed(envelope, Set.of(0)));
    assertThat(store().find(notice.queueId())).isEmpty();
  }

  @Test
  void a_notice_is_put_once() throws Exception {
    StoredEnvelope envelope = Messages.message(NOW, "a@example.com");
    store().put(envelope, Messages.CONTENT);
    StoredEnvelope first = Messages.message(NOW, "", Messages.SIZE, "sender@example.org");
    StoredEnvelope second = Messages.message(NOW, "", Messages.SIZE, "sender@example.org");

    assertThat(store().settleWithNotice(envelope.queueId(), Set.of(0), first, Messages.CONTENT))
        .isEqualTo(new Settled(1, true));
    assertThat(store().settleWithNotice(envelope.queueId(), Set.of(0), second, Messages.CONTENT))
        .isEqualTo(new Settled(0, false));
    assertThat(store().owed(Optional.empty(), 10)).containsExactly(new Owed(first, Set.of(0)));
  }

  @Test
  void what_is_owed_comes_oldest_first_and_by_pages() throws Exception {
    List<StoredEnvelope> put = new ArrayList<>();
    for (int age : new int[] {3, 1, 2}) {
      StoredEnvelope envelope = Messages.message(NOW.minusSeconds(age), "a@example.com");
      put.add(envelope);
      store().put(envelope, Messages.CONTENT);
    }
    List<StoredEnvelope> oldestFirst = List.of(put.get(0), put.get(2), put.get(1));

    List<StoredEnvelope> found = new ArrayList<>();
    EveryOwed.of(store(), owed -> found.add(owed.envelope()));
    assertThat(found).isEqualTo(oldestFirst);
    assertThat(store().owed(Optional.of(oldestFirst.get(0).queueId()), 1))
        .extracting(Owed::envelope)
        .containsExactly(oldestFirst.get(1));
    assertThat(store().totals()).isEqualTo(new MessageStore.Totals(3, 3, 3 * Messages.SIZE));
  }

  @Test
  void puts_at_the_same_time_are_all_taken() throws Exception {
    List<Callable<StoredEnvelope>> puts = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      puts.add(
          () -> {
            StoredEnvelope envelope = Messages.message(NOW, "a@example.com", "b@example.com");
            store().put(envelope, Messages.CONTENT);
            return envelope;
          });
    }
    List<StoredEnvelope> taken = atOnce(puts);
    for (StoredEnvelope envelope : taken) {
      assertThat(store().find(envelope.queueId())).contains(new Owed(envelope, Set.of(0, 1)));
    }
  }

  private static <T> List<T> atOnce(List<Callable<T>> work) throws Exception {
    return atOnce(work, 16);
  }

  static <T> List<T> atOnce(List<Callable<T>> work, int threads) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<T> answers = new ArrayList<>();
      for (Future<T> future : pool.invokeAll(work)) {
        answers.add(future.get());
      }
      return answers;
    } finally {
      pool.shutdownNow();
    }
  }
}
