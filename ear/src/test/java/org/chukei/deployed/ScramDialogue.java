package org.chukei.deployed;

import com.ongres.scram.client.ScramClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.chukei.dialogue.SocketWire;

/** AUTH SCRAM-SHA-256-PLUS by the client of another project, on a connection with TLS. */
final class ScramDialogue {

  private static final String MECHANISM = "SCRAM-SHA-256-PLUS";

  private final SocketWire wire;

  /** Reads the greeting and says EHLO. */
  ScramDialogue(SocketWire wire) throws IOException {
    this.wire = wire;
    reply();
    ask("EHLO client.example");
  }

  /**
   * @param binding of tls-server-end-point
   * @return the last reply
   */
  String authenticate(String account, String password, byte[] binding) throws Exception {
    ScramClient client =
        ScramClient.builder()
            .advertisedMechanisms(List.of(MECHANISM))
            .username(account)
            .password(password.toCharArray())
            .channelBinding("tls-server-end-point", binding)
            .build();
    String first = client.clientFirstMessage().toString();
    client.serverFirstMessage(text(ask("AUTH " + MECHANISM + " " + base64(first))));
    String reply = ask(base64(client.clientFinalMessage().toString()));
    if (!reply.startsWith("334")) {
      return reply;
    }
    client.serverFinalMessage(text(reply)); // verifies the server's signature
    return ask("");
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(String reply) {
    return new String(Base64.getDecoder().decode(reply.substring(4)), StandardCharsets.UTF_8);
  }

  private String ask(String line) throws IOException {
    wire.send((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    return reply();
  }

  /** Its last line. */
  private String reply() throws IOException {
    String line = wire.readLine().orElseThrow();
    return line.startsWith("-", 3) ? reply() : line;
  }
}
