package org.chukei.history;

import java.text.MessageFormat;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import org.chukei.history.LifeEvent.Attempted;
import org.chukei.history.LifeEvent.NotTaken;
import org.chukei.history.LifeEvent.Session;
import org.chukei.history.LifeEvent.Untold;

/**
 * A message's life as plain text in English or Japanese: who brought it, what has become of each
 * recipient, and each event with the words of whoever said them. The command line, REST and JMX
 * show this text; the console shows its sentences.
 */
public final class LifeText {

  private static final String BASE = "org.chukei.history.life";

  private final ResourceBundle words;
  private final Locale locale;

  private LifeText(Locale locale) {
    this.locale = locale;
    this.words = ResourceBundle.getBundle(BASE, locale);
  }

  /**
   * @param locale English where it is not Japanese
   */
  public static LifeText in(Locale locale) {
    boolean japanese = locale.getLanguage().equals(Locale.JAPANESE.getLanguage());
    return new LifeText(japanese ? Locale.JAPANESE : Locale.ENGLISH);
  }

  /** All of it. */
  public String of(Life life) {
    StringBuilder text = new StringBuilder(1_000);
    line(text, say("message", life.queueId()));
    life.beginning()
        .ifPresent(
            beginning -> {
              line(text, say("sender", beginning.sender()));
              beginning.messageId().ifPresent(id -> line(text, say("messageId", id)));
              line(text, say("size", beginning.size()));
            });
    life.session().ifPresent(session -> session(text, session));
    life.fates().forEach((recipient, fate) -> line(text, say("recipient", recipient, fate(fate))));
    life.decisions().forEach(decision -> line(text, say("decision", decision)));
    life.events().forEach(event -> event(text, event));
    life.related().forEach(queueId -> line(text, say("related", queueId)));
    life.gaps().forEach(gap -> line(text, gap(gap)));
    return text.toString();
  }

  private void session(StringBuilder text, Session session) {
    line(text, say("service", session.service()));
    line(text, say("client", session.client(), session.port()));
    session.proxy().ifPresent(proxy -> line(text, say("proxy", proxy)));
    line(text, say("helo", session.esmtp() ? "EHLO" : "HELO", session.helo()));
    session.tls().ifPresent(tls -> line(text, say("tls", tls)));
    session.clientCertificate().ifPresent(sha256 -> line(text, say("certificate", sha256)));
    session.account().ifPresent(account -> line(text, say("account", account)));
  }

  private void event(StringBuilder text, LifeEvent event) {
    line(text, event.at() + " " + sentence(event));
    quote(event).ifPresent(said -> line(text, "  " + speaker(event) + ": " + said));
  }

  /** What happened, without the words of others. */
  public String sentence(LifeEvent event) {
    if (event instanceof LifeEvent.Accepted) {
      return say("accepted");
    }
    if (event instanceof NotTaken) {
      return say("notTaken");
    }
    if (event instanceof LifeEvent.Composed composed) {
      return say("composed." + composed.purpose(), composed.because());
    }
    if (event instanceof Attempted attempted) {
      return say(
          "attempted." + attempted.result(),
          attempted.recipient(),
          attempted.attempts(),
          seconds(attempted.delay()),
          attempted.next().map(at -> at.truncatedTo(ChronoUnit.SECONDS).toString()).orElse("-"));
    }
    if (event instanceof LifeEvent.Told told) {
      return say("told." + told.purpose(), told.notice(), told.recipient());
    }
    if (event instanceof Untold untold) {
      return say("untold", untold.recipient());
    }
    if (event instanceof LifeEvent.Forwarded forwarded) {
      return say("forwarded", forwarded.forward());
    }
    if (event instanceof LifeEvent.Handled handled) {
      return say(
          "handled." + handled.act(), handled.recipient(), handled.by(), handled.to().orElse("-"));
    }
    return event instanceof LifeEvent.Removed removed
        ? say("removed", removed.recipient(), removed.by())
        : say("gone");
  }

  /** The words that were said; empty where none were. */
  public static Optional<String> quote(LifeEvent event) {
    if (event instanceof Attempted attempted) {
      return Optional.of(attempted.status() + " " + attempted.text());
    }
    if (event instanceof NotTaken notTaken) {
      return Optional.of(notTaken.reply());
    }
    return event instanceof Untold untold
        ? Optional.of(untold.status() + " " + untold.text())
        : Optional.empty();
  }

  /** Whose words they are. */
  public String speaker(LifeEvent event) {
    return event instanceof Attempted attempted && attempted.speaker() == LifeEvent.Speaker.NEXT_HOP
        ? say("speaker.NEXT_HOP", attempted.relay())
        : say("speaker.THIS_RELAY");
  }

  public String fate(Fate fate) {
    return say("fate." + fate);
  }

  public String gap(Life.Gap gap) {
    return say("gap." + gap);
  }

  private static String seconds(long millis) {
    return millis / 1000 + "." + Long.toString(1000 + millis % 1000).substring(1);
  }

  private static void line(StringBuilder text, String line) {
    text.append(line).append('\n');
  }

  /** A number stays as it is, without the language's commas. */
  private String say(String key, Object... values) {
    Object[] texts = Arrays.stream(values).map(Object::toString).toArray();
    return new MessageFormat(words.getString(key), locale).format(texts);
  }
}
