package org.chukei.connector.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.chukei.connector.api.Client;
import org.chukei.connector.api.RelayRequest;
import org.chukei.connector.api.Service;
import org.chukei.connector.api.SmtpListener;
import org.chukei.connector.api.SmtpTalk;
import org.chukei.connector.api.Verdict;
import org.chukei.dialogue.ExampleWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PosedSessionsTest {

  @TempDir Path home;
  private final List<Client> asked = new CopyOnWriteArrayList<>();
  private RunningServer running;

  @BeforeEach
  void start() throws Exception {
    SmtpListener listener =
        new Forwarding(new ExampleWorld()) {
          @Override
          public Verdict mayRelay(RelayRequest request) {
            asked.add(request.session().client());
            return super.mayRelay(request);
          }
        };
    running = new RunningServer(home, listener, Map.of());
  }

  @AfterEach
  void stop() throws Exception {
    running.close();
  }

  @Test
  void a_posed_client_is_judged_by_the_address_it_poses_with() throws Exception {
    InetAddress address = InetAddress.getByName("2001:db8::77");
    try (SmtpTalk talk = running.server.pose(Service.SUBMISSION, address)) {
      assertThat(talk.greeting()).startsWith("220 ");
      assertThat(talk.ask("EHLO x")).startsWith("250 ");
      assertThat(talk.ask("MAIL FROM:<>")).startsWith("250 ");
      talk.ask("RCPT TO:<someone@example.net>");
      assertThat(talk.ask("QUIT")).startsWith("221 ");
      assertThatThrownBy(() -> talk.ask("NOOP")).isInstanceOf(IOException.class);
    }
    assertThat(asked).containsExactly(Client.posing(Service.SUBMISSION, address));
  }

  @Test
  void it_is_not_counted_among_the_clients_of_the_service() throws Exception {
    try (SmtpTalk talk = running.server.pose(Service.MX, InetAddress.getByName("192.0.2.1"))) {
      talk.greeting();
      assertThat(running.server.counts(Service.MX).sessions()).isZero();
    }
  }
}
