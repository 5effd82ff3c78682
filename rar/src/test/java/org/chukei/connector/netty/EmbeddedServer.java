package org.chukei.connector.netty;

import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;
import org.chukei.config.Settings;
import org.chukei.connector.api.Client;
import org.chukei.connector.api.Service;
import org.chukei.connector.session.Answer;
import org.chukei.connector.session.Question;
import org.chukei.connector.tls.CertificateInForce;

/** Connections without sockets, on one directory. */
final class EmbeddedServer implements AutoCloseable {

  /** As {@link org.chukei.connector.session.Questions}. */
  interface Asking {
    void put(Question question, Consumer<Answer> answer);
  }

  private final Path home;
  private final Tls tls;

  private EmbeddedServer(Path home, Tls tls) {
    this.home = home;
    this.tls = tls;
  }

  static EmbeddedServer open() throws IOException {
    Path home = Files.createTempDirectory("chukei");
    Settings settings = Settings.of(Map.of("CHUKEI_HOME", home.toString()), Map.of(), Map.of());
    CertificateInForce made =
        CertificateInForce.load(settings, "mail.example.jp", Clock.systemUTC());
    return new EmbeddedServer(
        home, new Tls(settings, TlsProvider.JDK, made.current(), Runnable::run));
  }

  EmbeddedChannel connect(Service service, Asking asking) throws IOException {
    return connect(service, Settings.of(Map.of(), Map.of(), Map.of()), asking);
  }

  EmbeddedChannel connect(Service service, Settings settings, Asking asking) throws IOException {
    Door door =
        new Door(
            service,
            settings,
            "mail.example.jp",
            asking::put,
            tls,
            ScratchDirectory.in(home),
            new OpenConnections(settings),
            new LimitReports((question, answer) -> {}));
    EmbeddedChannel channel = new EmbeddedSocket();
    Client client = new Client(service, InetAddress.getLoopbackAddress(), 49_152);
    channel.pipeline().addLast(new SmtpConnection(door, client));
    channel.pipeline().fireChannelActive();
    channel.runPendingTasks();
    return channel;
  }

  @Override
  public void close() throws IOException {
    Files.delete(home.resolve("tmp"));
    Files.delete(home.resolve("tls/self-signed.pem"));
    Files.delete(home.resolve("tls"));
    Files.delete(home);
  }
}
