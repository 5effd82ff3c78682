package org.chukei.surge;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.chukei.config.Settings;
import org.chukei.connector.api.QueueId;
import org.chukei.maillog.MailLog;
import org.chukei.queue.DeliveryScheduler;
import org.chukei.smtp.ForwardPath;
import org.chukei.smtp.MailParameters;
import org.chukei.smtp.ReversePath;
import org.chukei.store.MessageStore;
import org.chukei.store.StoredEnvelope;
import org.chukei.store.StoredEnvelope.Recipient;

/** Tells of each surge once: a line in the mail log, and mail to the postmaster. */
@ApplicationScoped
public class SurgeNotices {

  /** RFC 5322 §3.3. */
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private static final System.Logger LOG = System.getLogger(SurgeNotices.class.getName());

  @Inject private Settings settings;
  @Inject private Surges surges;
  @Inject private MessageStore store;
  @Inject private DeliveryScheduler scheduler;
  @Inject private MailLog log;
  @Inject private Clock clock;

  /** For a timer. What can't be stored now is told at the next time. */
  public void tell() {
    for (Surge surge : surges.takeUntold()) {
      try {
        send(surge);
        log.surge(surge.sender(), surge.recipients(), surge.usual());
      } catch (IOException e) {
        surges.giveBack(List.of(surge));
        LOG.log(Level.WARNING, "the postmaster can't be told now: " + surge.text(), e);
      }
    }
  }

  private void send(Surge surge) throws IOException {
    Instant now = clock.instant();
    QueueId queueId = QueueId.at(now);
    byte[] octets = text(surge, queueId, now).getBytes(StandardCharsets.US_ASCII);
    StoredEnvelope envelope =
        new StoredEnvelope(
            queueId,
            now,
            ReversePath.NULL, // nobody is to answer it
            MailParameters.NONE,
            List.of(Recipient.of(ForwardPath.POSTMASTER)),
            octets.length);
    store.put(envelope, () -> new ByteArrayInputStream(octets));
    scheduler.accepted(envelope);
  }

  private String text(Surge surge, QueueId queueId, Instant now) {
    String host = settings.hostname();
    return String.join(
        "\r\n",
        "Date: " + DATE.format(now),
        "From: Chukei <MAILER-DAEMON@" + host + ">",
        "To: postmaster@" + host,
        "Subject: Somebody sends far more than before",
        " =?utf-8?B?" + base64("送信の急増") + "?=",
        "Message-ID: <" + queueId + "@" + host + ">",
        "Auto-Submitted: auto-generated", // RFC 3834 §5
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: base64",
        "",
        Base64.getMimeEncoder().encodeToString(body(surge).getBytes(StandardCharsets.UTF_8)),
        "");
  }

  private static String body(Surge surge) {
    return String.join(
        "\r\n",
        "To the postmaster: " + surge.text() + ".",
        "",
        "Its mail goes on as before. If that is not meant, its password may be stolen, or its",
        "machine be somebody else's: set another password (./chukei account password), take the",
        "permit away (./chukei permit remove), hold what waits (./chukei queue hold --sender ...).",
        "You are told once, until it has been quiet for two hours.",
        "",
        "メール管理者の方へ: " + surge.sender() + " の宛先が 1 時間で " + surge.recipients() + " 件になりました。",
        "これまでの 1 週間では、最も多い時間で " + surge.usual() + " 件でした。配送は続けています。",
        "心当たりがない場合は、パスワードの変更、中継許可の取り消し、キューの保留を検討してください。",
        "");
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
