package org.chukei.notification;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.chukei.config.Settings;
import org.chukei.connector.api.QueueId;
import org.chukei.smtp.ForwardPath;
import org.chukei.smtp.MailParameters;
import org.chukei.smtp.ReversePath;
import org.chukei.store.StoredEnvelope;
import org.chukei.store.StoredEnvelope.Recipient;

/**
 * Composes what this server tells its postmaster of its own accord; {@link Notices} answer to a
 * message. Safe for many threads.
 */
@ApplicationScoped
public class PostmasterMail {

  private final String hostname;
  private final Clock clock;

  @Inject
  public PostmasterMail(Settings settings, Clock clock) {
    this(settings.hostname(), clock);
  }

  PostmasterMail(String hostname, Clock clock) {
    this.hostname = hostname;
    this.clock = clock;
  }

  /** For the container's proxy, which delegates every call. */
  protected PostmasterMail() {
    this("", null);
  }

  /**
   * What is told.
   *
   * @param english the subject
   * @param japanese the subject once more
   * @param lines the text, without line ends
   */
  public record Words(String english, String japanese, List<String> lines) {}

  /** A message under a queue id of its own. */
  public Notice compose(Words words) throws IOException {
    Instant now = clock.instant();
    QueueId queueId = QueueId.at(now);
    byte[] octets = octets(words, now, queueId);
    StoredEnvelope envelope =
        new StoredEnvelope(
            queueId,
            now,
            ReversePath.NULL, // nobody is to answer it
            MailParameters.NONE,
            List.of(Recipient.of(ForwardPath.POSTMASTER)),
            octets.length);
    return new Notice(envelope, () -> new ByteArrayInputStream(octets), Set.of());
  }

  private byte[] octets(Words words, Instant now, QueueId queueId) throws IOException {
    byte[] text = (String.join("\r\n", words.lines()) + "\r\n").getBytes(StandardCharsets.UTF_8);
    try {
      InternetHeaders header =
          OwnMail.header(
              hostname, now, queueId, "postmaster@" + hostname, words.english(), words.japanese());
      header.setHeader("Auto-Submitted", "auto-generated"); // RFC 3834 §5
      header.setHeader("Content-Type", OwnMail.TEXT);
      header.setHeader("Content-Transfer-Encoding", OwnMail.TEXT_ENCODING);
      return OwnMail.octets(
          header,
          out -> {
            OutputStream encoded = MimeUtility.encode(out, OwnMail.TEXT_ENCODING);
            encoded.write(text);
            encoded.flush();
          });
    } catch (MessagingException e) {
      throw new IOException("the mail to the postmaster can't be composed", e);
    }
  }
}
