package org.chukei.delivery;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.chukei.smtp.Reply;

/**
 * Opens sessions with next hops: connects, takes the greeting, says EHLO, begins TLS, logs in; as
 * far as the next hop asks for it. Safe for many threads.
 */
final class SmtpOpening {

  private final String ourName;
  private final SmtpTimeouts timeouts;
  private final TlsClient tls;
  private final Predicate<InetAddress> mayLogInWithoutTls;

  /**
   * @param ourName what we say to EHLO
   * @param mayLogInWithoutTls which hosts may hear a secret in the clear
   */
  SmtpOpening(
      String ourName,
      SmtpTimeouts timeouts,
      TlsClient tls,
      Predicate<InetAddress> mayLogInWithoutTls) {
    this.ourName = ourName;
    this.timeouts = timeouts;
    this.tls = tls;
    this.mayLogInWithoutTls = mayLogInWithoutTls;
  }

  SmtpTimeouts timeouts() {
    return timeouts;
  }

  /**
   * @param hops addresses of one host, of which the first that answers is taken
   * @throws ConversationEnded where this host takes no mail from us now
   */
  SmtpConnection open(List<NextHop> hops) throws ConversationEnded {
    SmtpDialogue first = SmtpDialogue.connect(hops, timeouts);
    NextHop hop = first.hop();
    try {
      return begin(first, hop.tls());
    } catch (TlsFailed e) {
      if (hop.tls().isRequired()) {
        throw e;
      }
      // RFC 7435 §3: what was only opportunistic must not cost the mail.
      return begin(SmtpDialogue.connect(List.of(hop), timeouts), TlsDemand.none());
    }
  }

  private SmtpConnection begin(SmtpDialogue dialogue, TlsDemand demand) throws ConversationEnded {
    try {
      return open(dialogue, demand);
    } catch (IOException | RuntimeException e) {
      dialogue.abort();
      throw e;
    }
  }

  private SmtpConnection open(SmtpDialogue dialogue, TlsDemand demand) throws ConversationEnded {
    Optional<TlsState> state = Optional.empty();
    if (demand.implicit()) {
      state = Optional.of(dialogue.startTls(tls));
    }
    greeting(dialogue);
    Extensions extensions = hello(dialogue);
    if (demand.isWanted() && state.isEmpty()) {
      state = byCommand(dialogue, demand, extensions);
      if (state.isPresent()) {
        // RFC 3207 §4.2: what was offered in the clear counts for nothing.
        extensions = hello(dialogue);
      }
    }
    if (dialogue.hop().requireTls() && !extensions.requireTls()) {
      dialogue.sayQuit();
      // RFC 8689 §5
      NextHop hop = dialogue.hop();
      throw new ConversationEnded(
          hop, Answer.failed("5.7.30", hop.relay() + " does not offer REQUIRETLS"));
    }
    logIn(dialogue, extensions, state);
    return new SmtpConnection(dialogue, extensions, state);
  }

  private static void greeting(SmtpDialogue dialogue) throws ConversationEnded {
    Reply greeting = dialogue.reply("the greeting", dialogue.timeouts().greeting());
    if (greeting.code() / 100 != 2) {
      // RFC 5321 §3.1 lets a server say 554 here. It refuses us and not this mail: another MX host
      // may take it, and so may this one later.
      throw refusal(dialogue, greeting);
    }
  }

  private Extensions hello(SmtpDialogue dialogue) throws ConversationEnded {
    boolean lmtp = dialogue.hop().isLmtp();
    String verb = lmtp ? "LHLO" : "EHLO"; // RFC 2033 §4.1
    Reply ehlo = dialogue.command(verb + " " + ourName, verb);
    if (ehlo.code() / 100 == 2) {
      return Extensions.of(ehlo);
    }
    if (lmtp) {
      throw refusal(dialogue, ehlo);
    }
    // RFC 5321 §3.2: a client falls back to HELO where EHLO is not known; any 5yz is taken for
    // that.
    Reply helo = ehlo.isPermanent() ? dialogue.command("HELO " + ourName, "HELO") : ehlo;
    if (helo.code() / 100 != 2) {
      throw refusal(dialogue, helo);
    }
    return Extensions.NONE;
  }

  private static ConversationEnded refusal(SmtpDialogue dialogue, Reply reply) {
    dialogue.sayQuit();
    dialogue.awaitFarewell(SmtpSocket.deadline(dialogue.timeouts().quit()));
    return new ConversationEnded(dialogue.hop(), Answer.turnedAway(reply));
  }

  /** Empty: the host does not want to, and need not. */
  private Optional<TlsState> byCommand(
      SmtpDialogue dialogue, TlsDemand demand, Extensions extensions) throws ConversationEnded {
    if (!extensions.startTls()) {
      if (demand.isRequired()) {
        dialogue.sayQuit();
        throw new TlsFailed(dialogue.hop(), "it is required, and not offered");
      }
      return Optional.empty();
    }
    Reply reply = dialogue.command("STARTTLS", "STARTTLS");
    if (reply.code() / 100 == 2) {
      return Optional.of(dialogue.startTls(tls));
    }
    if (demand.isRequired()) {
      dialogue.sayQuit();
      throw new TlsFailed(dialogue.hop(), "it is required, and was refused: " + reply);
    }
    return Optional.empty();
  }

  private void logIn(SmtpDialogue dialogue, Extensions extensions, Optional<TlsState> state)
      throws ConversationEnded {
    if (dialogue.hop().login().isEmpty()) {
      return;
    }
    if (state.isEmpty() && !dialogue.hop().ip().filter(mayLogInWithoutTls).isPresent()) {
      dialogue.sayQuit();
      throw new TlsFailed(dialogue.hop(), "there is none, and the login must not go in the clear");
    }
    SmtpLogin.perform(dialogue, dialogue.hop().login().get(), extensions.auth());
  }
}
