package org.chukei.delivery;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import org.chukei.smtp.Reply;
import org.chukei.transport.Login;

/** Logs in to a smart host (RFC 4954) by the best mechanism that both sides know. */
final class SmtpLogin {

  private SmtpLogin() {}

  /**
   * @param offered names of mechanisms in upper case
   * @throws ConversationEnded where the host does not let us in: the mail waits, because an
   *     operator has to mend it
   */
  static void perform(SmtpDialogue dialogue, Login login, Set<String> offered)
      throws ConversationEnded {
    if (offered.contains("SCRAM-SHA-256")) {
      scram(dialogue, new ScramLogin(login));
    } else if (offered.contains("PLAIN")) {
      String message = "\0" + login.user() + "\0" + login.secret(); // RFC 4616 §2
      require(dialogue, 235, command(dialogue, "AUTH PLAIN " + base64(message)));
    } else if (offered.contains("LOGIN")) {
      require(dialogue, 334, command(dialogue, "AUTH LOGIN"));
      require(dialogue, 334, command(dialogue, base64(login.user())));
      require(dialogue, 235, command(dialogue, base64(login.secret())));
    } else {
      throw refused(
          dialogue,
          Answer.deferred(
              "4.7.4",
              dialogue.hop().relay()
                  + " offers no AUTH that we know (SCRAM-SHA-256, PLAIN, LOGIN)"));
    }
  }

  private static void scram(SmtpDialogue dialogue, ScramLogin scram) throws ConversationEnded {
    Reply first = command(dialogue, "AUTH SCRAM-SHA-256 " + base64(scram.first()));
    require(dialogue, 334, first);
    Reply second = command(dialogue, base64(scram.last(text(first))));
    // RFC 4954 §4: the server's last message comes as a challenge, and gets an empty answer.
    if (second.code() == 334 && scram.isGenuine(text(second))) {
      second = command(dialogue, "");
    } else if (second.code() == 334) {
      throw refused(
          dialogue,
          Answer.deferred("4.7.5", dialogue.hop().relay() + " does not know our secret itself"));
    }
    require(dialogue, 235, second);
  }

  private static Reply command(SmtpDialogue dialogue, String line) throws ConversationEnded {
    return dialogue.command(line, "AUTH");
  }

  private static void require(SmtpDialogue dialogue, int code, Reply reply)
      throws ConversationEnded {
    if (reply.code() != code) {
      throw refused(dialogue, Answer.turnedAway(reply));
    }
  }

  private static ConversationEnded refused(SmtpDialogue dialogue, Answer answer) {
    dialogue.sayQuit();
    return new ConversationEnded(dialogue.hop(), answer);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(Reply challenge) {
    try {
      return new String(
          Base64.getDecoder().decode(challenge.text().strip()), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
