package org.chukei.web.console;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.chukei.decision.Explanation;
import org.chukei.decision.OpensUpException;
import org.chukei.decision.VerdictKind;
import org.chukei.language.Sentences;
import org.chukei.network.IpAddress;
import org.chukei.network.Network;
import org.chukei.policy.Danger;
import org.chukei.policy.Decision;
import org.chukei.policy.ListWarning;

/** How values look on a page, in the visitor's language. */
@Named("shown")
@ApplicationScoped
public class Shown {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneId.systemDefault());

  /** In the server's time zone, which {@link #getZone} names. */
  public String time(Instant instant) {
    return TIME.format(instant);
  }

  /** {@code 09:41}, likewise. */
  public String minute(Instant instant) {
    return MINUTE.format(instant);
  }

  public String getZone() {
    return ZoneId.systemDefault().getId();
  }

  /** In octets, KiB or MiB. */
  public String size(long octets) {
    if (octets < 1024) {
      return octets + " B";
    }
    return octets < 1024 * 1024 ? (octets >> 10) + " KiB" : (octets >> 20) + " MiB";
  }

  /** {@code 192.168.1.0 - 192.168.1.255}. */
  public String range(Network network) {
    return network.bits() == 128
        ? network.first().toString()
        : network.first() + " - " + network.last();
  }

  public String danger(Danger danger) {
    return Texts.of("danger." + danger.kind(), danger.networks());
  }

  public String warning(ListWarning warning) {
    return Texts.of("warning." + warning.kind(), Integer.toString(warning.line()), warning.entry());
  }

  /** What would have had to be true for a refused mail to pass. */
  public String remedy(String text) {
    return Sentences.remedy(text, Texts.locale());
  }

  /** A sentence of the services, where the bundles know it in the visitor's language. */
  public String reason(String text) {
    return Sentences.in(text, Texts.locale());
  }

  /** {@code 192.0.2.1: 3}, one for each client whose traffic between strangers would pass. */
  static List<String> opening(OpensUpException e) {
    return e.clients().entrySet().stream().map(c -> c.getKey() + ": " + c.getValue()).toList();
  }

  public VerdictKind verdict(Decision decision) {
    return VerdictKind.of(decision.verdict());
  }

  public String client(Decision decision) {
    return IpAddress.of(decision.client().address()).toString();
  }

  /** {@code <a@example.com> → <b@example.net>}; empty for the verdict of a connection. */
  public String path(Decision decision) {
    return decision.request().map(r -> r.sender() + " → " + r.recipient()).orElse("");
  }

  /** The text that the command line shows too. */
  public String explanation(Decision decision) {
    return Explanation.of(decision, Texts.locale());
  }
}
