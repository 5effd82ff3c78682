package org.chukei.dialogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.chukei.connector.api.Authentication;
import org.chukei.connector.api.Client;
import org.chukei.connector.api.Credentials;
import org.chukei.connector.api.Envelope;
import org.chukei.connector.api.Greeting;
import org.chukei.connector.api.Limit;
import org.chukei.connector.api.MessageContent;
import org.chukei.connector.api.RelayRequest;
import org.chukei.connector.api.ScramParameters;
import org.chukei.connector.api.ScramProof;
import org.chukei.connector.api.Service;
import org.chukei.connector.api.SessionFacts;
import org.chukei.connector.api.SmtpListener;
import org.chukei.connector.api.Verdict;
import org.chukei.smtp.ForwardPath;
import org.chukei.smtp.Mailbox;
import org.chukei.smtp.Reply;

/**
 * The world that the dialogues are written for: the local domain example.jp with the accounts
 * info@example.jp, password {@code secret-1}, and info2@example.jp; a client without any permit;
 * the relay rules for just this. Keeps what it took charge of.
 */
public final class ExampleWorld implements SmtpListener {

  private static final String DOMAIN = "example.jp";
  private static final List<String> USERS = List.of("info", "info2", "postmaster", "abuse");
  private static final Map<String, String> PASSWORDS = Map.of("info@example.jp", "secret-1");

  /** A message as it was taken. */
  public record Taken(Envelope envelope, byte[] content) {}

  private final Duration greetPause;
  private final List<Taken> taken = new CopyOnWriteArrayList<>();

  private final List<Reply> refused = new CopyOnWriteArrayList<>();

  public ExampleWorld() {
    this(Duration.ZERO);
  }

  /**
   * @param greetPause on MX
   */
  public ExampleWorld(Duration greetPause) {
    this.greetPause = greetPause;
  }

  /** Of contents that were refused before they came here, what the client got. */
  public List<Reply> refused() {
    return refused;
  }

  public List<Taken> taken() {
    return taken;
  }

  @Override
  public Greeting greet(Client client) {
    Greeting welcome = Greeting.of(accepted("welcome"));
    return client.service() == Service.MX
        ? new Greeting(welcome.verdict(), greetPause, false, welcome.enquiries())
        : welcome;
  }

  @Override
  public void exceeded(Client client, Limit limit, long times) {
    // Who looks for it forwards this call.
  }

  @Override
  public Duration delayAttempt(SessionFacts session, String authenticationId) {
    return Duration.ZERO;
  }

  @Override
  public Optional<ScramParameters> scramParameters(SessionFacts session, String authenticationId) {
    return Optional.of(ExampleScram.PARAMETERS);
  }

  @Override
  public Authentication authenticate(SessionFacts session, ScramProof proof) {
    String name = proof.authenticationId();
    Optional<String> signature =
        Optional.ofNullable(PASSWORDS.get(name)).flatMap(p -> ExampleScram.verify(p, proof));
    return signature.isPresent() && proof.flaw().isEmpty()
        ? new Authentication.Granted(name, signature)
        : new Authentication.Denied();
  }

  @Override
  public Authentication authenticate(SessionFacts session, Credentials credentials) {
    String name = credentials.authenticationId();
    return credentials.password().equals(PASSWORDS.get(name))
        ? new Authentication.Granted(name)
        : new Authentication.Denied();
  }

  @Override
  public Verdict mayRelay(RelayRequest request) {
    SessionFacts session = request.session();
    boolean submission = session.client().service().isSubmission();
    if (submission && session.account().isEmpty()) {
      return refused(530, "5.7.0", "authentication required");
    }
    boolean toLocal = isLocalDomain(request.recipient().mailbox());
    if (toLocal && !isUser(request.recipient().mailbox())) {
      return refused(550, "5.1.1", "no such user");
    }
    Optional<Mailbox> sender = request.sender().mailbox();
    if (session.account().isPresent()) {
      return sender.isEmpty() || sender.get().toString().equals(session.account().get())
          ? accepted("ok")
          : refused(550, "5.7.1", "not your address");
    }
    if (sender.isPresent() && isLocalDomain(sender) && !isPostmaster(request.recipient())) {
      return isUser(sender)
          ? refused(550, "5.7.1", "not for you to say")
          : refused(550, "5.1.0", "no such sender");
    }
    return toLocal ? accepted("ok") : refused(550, "5.7.1", "relaying denied");
  }

  @Override
  public void contentRefused(Envelope envelope, Reply reply) {
    refused.add(reply);
  }

  @Override
  public Verdict takeCharge(Envelope envelope, MessageContent content) {
    try (InputStream in = content.open()) {
      byte[] octets = in.readAllBytes();
      if (octets.length != content.size()) {
        throw new IllegalStateException(octets.length + " octets, not " + content.size());
      }
      taken.add(new Taken(envelope, octets));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return accepted("taken");
  }

  /** A recipient without a domain is our postmaster. */
  private static boolean isLocalDomain(Optional<Mailbox> mailbox) {
    return mailbox.map(m -> m.domain().key().equals(DOMAIN)).orElse(true);
  }

  private static boolean isUser(Optional<Mailbox> mailbox) {
    return mailbox.map(m -> USERS.contains(account(m.unquotedLocalPart()))).orElse(true);
  }

  /** A subaddress is its account's. */
  private static String account(String localPart) {
    return localPart.toLowerCase().replaceFirst("\\+.*", "");
  }

  private static boolean isPostmaster(ForwardPath path) {
    return path.mailbox().map(m -> m.localPart().equalsIgnoreCase("postmaster")).orElse(true);
  }

  private static Verdict accepted(String text) {
    String status = text.equals("ok") ? "2.1.5" : "2.0.0";
    return new Verdict.Accepted(Reply.of(250, status, text));
  }

  private static Verdict refused(int code, String status, String text) {
    return new Verdict.Refused(Reply.of(code, status, text));
  }
}
