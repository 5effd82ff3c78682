package org.chukei.deployed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Lends one relay and its next hop to all test classes that ask for them: starting one takes longer
 * than most tests. Its world is that of the dialogues: the domain example.jp with info@example.jp,
 * password {@code secret-1}, and info2@example.jp; clients at 127.0.0.1 have no permit, those at
 * {@link #PERMITTED} have an effective one. MX asks for client certificates, submission has old
 * versions of TLS too. It retries after one second, then every two.
 */
final class SharedRelay implements ParameterResolver {

  /** A client's address that may relay. */
  static final String PERMITTED = "127.0.0.2";

  /** A proxy's address: connections from there begin with a PROXY header. */
  static final String PROXY = "127.0.0.9";

  static final String PASSWORD = "secret-1";

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == RunningRelay.class || type == NextHop.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Shared shared =
        context
            .getRoot()
            .getStore(Namespace.create(SharedRelay.class))
            .getOrComputeIfAbsent(Shared.class, type -> Shared.start(), Shared.class);
    return parameter.getParameter().getType() == NextHop.class ? shared.hop() : shared.relay();
  }

  private record Shared(RunningRelay relay, NextHop hop) implements AutoCloseable {

    static Shared start() {
      try {
        NextHop hop = NextHop.open();
        RunningRelay relay =
            RunningRelay.start(
                Map.of(
                    "CHUKEI_MAILDIR_OWNER",
                    MaildirIT.OWNER,
                    "CHUKEI_MAILDIR_MODE",
                    "640",
                    "CHUKEI_DELIVERY_SMARTHOST",
                    "127.0.0.1:" + hop.port(),
                    "CHUKEI_RETRY_SCHEDULE",
                    "1s,2s",
                    "CHUKEI_PROXY_NETWORKS",
                    PROXY,
                    "CHUKEI_TLS_CLIENT_CERTIFICATES",
                    "mx",
                    "CHUKEI_TLS_OLD_VERSIONS",
                    "submission",
                    "CHUKEI_GIVE_UP_AFTER",
                    "1h"));
        furnish(relay);
        relay.cli("connection", "add", "UNCONDITIONAL", PERMITTED);
        relay.cli("permit", "add", PERMITTED);
        return new Shared(relay, hop);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      relay.close();
      hop.close();
    }
  }

  /** The world of the dialogues. */
  static void furnish(RunningRelay relay) throws IOException {
    relay.cli("domain", "add", "example.jp");
    for (String address : new String[] {"info@example.jp", "info2@example.jp"}) {
      relay.cliWithInput(PASSWORD, "account", "add", address, "--password-stdin");
    }
  }
}
