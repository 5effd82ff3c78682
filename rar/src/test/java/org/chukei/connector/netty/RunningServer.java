package org.chukei.connector.netty;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.chukei.config.Settings;
import org.chukei.connector.api.Service;
import org.chukei.connector.api.SmtpListener;
import org.chukei.connector.session.Answer;
import org.chukei.dialogue.SocketWire;

/** A server in this process: a plain pool in place of the container. */
final class RunningServer implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(20);

  final ExecutorService pool = Executors.newCachedThreadPool();
  final SmtpServer server;

  RunningServer(Path home, SmtpListener listener, Map<String, String> more) throws Exception {
    Map<String, String> environment = new HashMap<>();
    environment.put("CHUKEI_HOME", home.toString());
    environment.put("CHUKEI_HOSTNAME", "mail.example.jp");
    environment.put("CHUKEI_SMTP_ADDRESS", "127.0.0.1");
    environment.put("CHUKEI_SMTP_MX_PORT", "0");
    environment.put("CHUKEI_SMTP_SUBMISSION_PORT", "0");
    environment.put("CHUKEI_SMTP_SUBMISSIONS_PORT", "0");
    environment.putAll(more);
    Settings settings = Settings.of(environment, Map.of(), Map.of());
    server =
        SmtpServer.open(
            settings,
            pool,
            (question, whenAnswered) ->
                pool.execute(
                    () -> {
                      Answer answer = Answer.NONE;
                      try {
                        answer = question.putTo(listener);
                      } finally {
                        whenAnswered.accept(answer);
                      }
                    }));
  }

  InetSocketAddress address(Service service) {
    return server.address(service);
  }

  SocketWire connect(Service service) throws IOException {
    SocketWire wire = SocketWire.connect(address(service), PATIENCE);
    if (service == Service.SUBMISSIONS) {
      wire.startTls();
    }
    return wire;
  }

  @Override
  public void close() throws InterruptedException {
    server.close();
    pool.shutdown();
    if (!pool.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("threads are left");
    }
  }
}
