package org.chukei.surge;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.List;
import org.chukei.maillog.MailLog;
import org.chukei.notification.Notice;
import org.chukei.notification.PostmasterMail;
import org.chukei.notification.PostmasterMail.Words;
import org.chukei.queue.DeliveryScheduler;
import org.chukei.store.MessageStore;

/** Tells of each surge once: a line in the mail log, and mail to the postmaster. */
@ApplicationScoped
public class SurgeNotices {

  private static final System.Logger LOG = System.getLogger(SurgeNotices.class.getName());

  @Inject private Surges surges;
  @Inject private PostmasterMail mail;
  @Inject private MessageStore store;
  @Inject private DeliveryScheduler scheduler;
  @Inject private MailLog log;

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
    Notice notice = mail.compose(words(surge));
    store.put(notice.envelope(), notice.content());
    scheduler.accepted(notice.envelope());
  }

  private static Words words(Surge surge) {
    return new Words(
        "Somebody sends far more than before",
        "送信の急増",
        List.of(
            "To the postmaster: " + surge.text() + ".",
            "",
            "Its mail goes on as before. If that is not meant, its password may be stolen, or its",
            "machine be somebody else's: set another password (./chukei account password), take",
            "the permit away (./chukei permit remove), hold what waits (./chukei queue hold",
            "--sender ...). You are told once, until it has been quiet for two hours.",
            "",
            "メール管理者の方へ: " + surge.sender() + " の宛先が 1 時間で " + surge.recipients() + " 件になりました。",
            "これまでの 1 週間では、最も多い時間で " + surge.usual() + " 件でした。配送は続けています。",
            "心当たりがない場合は、パスワードの変更、中継許可の取り消し、キューの保留を検討してください。"));
  }
}
