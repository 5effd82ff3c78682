package org.chukei.connector.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.chukei.config.Settings;
import org.chukei.connector.api.AuthOffer;
import org.chukei.connector.api.Client;
import org.chukei.connector.api.Service;
import org.chukei.connector.api.SessionFacts;
import org.chukei.dialogue.ExampleWorld;

/**
 * The session as a state machine: whatever commands come in whatever order, each has one reply, and
 * nothing is relayed that the rules refuse.
 */
class SessionPropertyTest {

  @Property(tries = 5_000)
  void each_command_has_one_reply_and_the_relay_never_opens(
      @ForAll("services") Service service, @ForAll("commands") List<String> commands) {
    ExampleWorld world = new ExampleWorld();
    Client client = new Client(service, InetAddress.getLoopbackAddress(), 49_152);
    AuthOffer auth = service == Service.MX ? AuthOffer.NO : AuthOffer.NOW;
    Session session =
        new Session(
            client,
            new Offer(
                "mail.example.jp",
                1_000,
                auth,
                true,
                SessionLimits.of(Settings.of(Map.of(), Map.of(), Map.of()))));
    SessionWire wire = new SessionWire(session, world);
    assertThat(reply(wire)).startsWith("220 ");

    for (String command : commands) {
      if (!wire.isOpen()) {
        break;
      }
      wire.send(octets(command));
      String reply = reply(wire);
      if (reply.startsWith("354 ")) {
        wire.send(octets("Subject: x\r\n\r\n..\r\n.\r\n"));
        reply = reply(wire);
      } else if (reply.startsWith("334 ")) {
        wire.send(octets("*\r\n"));
        reply = reply(wire);
      }
      if (reply.startsWith("220 ")) {
        wire.startTls();
      }
      assertThat(reply).matches("[245][0-9][0-9] .*");
      if (!wire.isOpen() && !reply.startsWith("221 ") && !reply.startsWith("421 ")) {
        assertThat(reply(wire)).startsWith("421 ");
      }
      assertThat(wire.said()).isEmpty();
    }

    assertThat(world.taken())
        .allSatisfy(
            taken -> {
              SessionFacts facts = taken.envelope().session();
              boolean owner =
                  facts.account().isPresent()
                      && taken.envelope().sender().address().matches("|info@example.jp");
              assertThat(taken.envelope().recipients())
                  .allMatch(r -> owner || isLocalUser(r.path().address()));
              assertThat(owner || !service.isSubmission()).isTrue();
            });
  }

  private static boolean isLocalUser(String address) {
    return address.equals("info@example.jp") || address.equals("postmaster");
  }

  /** The last line of the next reply; a session that says nothing fails. */
  private static String reply(SessionWire wire) {
    String line = wire.readLine().orElseThrow();
    while (line.charAt(3) == '-') {
      line = wire.readLine().orElseThrow();
    }
    return line;
  }

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Provide
  Arbitrary<Service> services() {
    return Arbitraries.of(Service.MX, Service.SUBMISSION);
  }

  /** Biased towards the order in which a transaction comes to its end. */
  @Provide
  Arbitrary<List<String>> commands() {
    return Arbitraries.frequency(
            Tuple.of(3, "EHLO x\r\n"),
            Tuple.of(1, "HELO x\r\n"),
            Tuple.of(3, "AUTH PLAIN AGluZm9AZXhhbXBsZS5qcABzZWNyZXQtMQ==\r\n"),
            Tuple.of(1, "AUTH LOGIN\r\n"),
            Tuple.of(1, "AUTH SCRAM-SHA-256 biwsbj1pbmZvQGV4YW1wbGUuanAscj1hYmM=\r\n"),
            Tuple.of(4, "MAIL FROM:<info@example.jp> BODY=8BITMIME\r\n"),
            Tuple.of(4, "MAIL FROM:<>\r\n"),
            Tuple.of(3, "MAIL FROM:<a@example.com> BODY=BINARYMIME SMTPUTF8\r\n"),
            Tuple.of(1, "MAIL FROM:<a@example.com> SIZE=1001\r\n"),
            Tuple.of(5, "RCPT TO:<info@example.jp>\r\n"),
            Tuple.of(2, "RCPT TO:<Postmaster>\r\n"),
            Tuple.of(3, "RCPT TO:<victim@example.net>\r\n"),
            Tuple.of(1, "RCPT TO:<@example.jp:victim@example.net>\r\n"),
            Tuple.of(1, "RCPT TO:<victim%example.net@example.jp>\r\n"),
            Tuple.of(1, "RCPT TO:<\"victim@example.net\"@example.jp>\r\n"),
            Tuple.of(1, "RCPT TO:<ü@例え.jp>\r\n"),
            Tuple.of(4, "DATA\r\n"),
            Tuple.of(3, "BDAT 3\r\na\r\n"),
            Tuple.of(3, "BDAT 30 LAST\r\nRCPT TO:<victim@example.net>\r\n"),
            Tuple.of(1, "BDAT 2\r\n\n\n"),
            Tuple.of(2, "BDAT 0 LAST\r\n"),
            Tuple.of(1, "BDAT x\r\n"),
            Tuple.of(1, "RSET\r\n"),
            Tuple.of(1, "NOOP\r\n"),
            Tuple.of(1, "VRFY info\r\n"),
            Tuple.of(1, "STARTTLS now\r\n"),
            Tuple.of(1, "STARTTLS\r\n"),
            Tuple.of(1, "QUIT\r\n"),
            Tuple.of(1, "XYZZY \0\r\n"),
            Tuple.of(1, "a\nb\r\n"))
        .list()
        .ofMaxSize(40);
  }
}
