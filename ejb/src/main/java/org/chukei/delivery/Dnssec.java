package org.chukei.delivery;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.xbill.DNS.DClass;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.Type;
import org.xbill.DNS.dnssec.ValidatingResolver;

/**
 * Asks the DNS and checks the signatures itself (RFC 4035 §5), so that no resolver on the way need
 * be trusted. Remembers of each answer whether it was proven. Safe for many threads.
 */
final class Dnssec implements Resolver {

  /** IANA's root anchors of 2017 and 2024. */
  static final String ROOT_ANCHORS =
      """
      . IN DS 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D
      . IN DS 38696 8 2 683D2D0ACB8C9B712A1948B27F741219298D0A450D612C483AF444A4C0FB2B16
      """;

  private static final Logger LOG = System.getLogger(Dnssec.class.getName());
  private static final int NOTES = 20_000;
  private static final long AGAIN = Duration.ofMinutes(5).toNanos();

  private final ValidatingResolver validating;
  private final Map<Question, Boolean> secure =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Question, Boolean> eldest) {
              return size() > NOTES;
            }
          });

  private volatile boolean available;
  private boolean asked; // this and the next: guarded by this object's monitor
  private long nextProbe;

  private record Question(Name name, int type) {}

  /**
   * @param plain is changed to ask for signatures, so not to be shared
   * @param anchors DS or DNSKEY records, a line each, as in a zone file
   * @throws IOException where these can't be read
   */
  Dnssec(Resolver plain, String anchors) throws IOException {
    validating = new ValidatingResolver(plain);
    validating.loadTrustAnchors(
        new ByteArrayInputStream(anchors.getBytes(StandardCharsets.US_ASCII)));
  }

  /**
   * Whether our resolver hands on signatures. Many in small offices don't, and with them every
   * answer would count as forged and all mail wait. Once it did, it has to go on.
   */
  boolean isAvailable() {
    return available || probe();
  }

  private synchronized boolean probe() {
    if (available || (asked && System.nanoTime() - nextProbe < 0)) {
      return available;
    }
    nextProbe = System.nanoTime() + AGAIN;
    available =
        validating.getTrustAnchors().items().stream().map(RRset::getName).anyMatch(this::isProven);
    if (!available && !asked) {
      LOG.log(
          Level.WARNING,
          "the DNS resolver hands on no DNSSEC signatures; DANE protects no delivery until it does");
    }
    asked = true;
    return available;
  }

  private boolean isProven(Name anchor) {
    try {
      Message keys =
          validating.send(Message.newQuery(Record.newRecord(anchor, Type.DNSKEY, DClass.IN)));
      return keys.getRcode() == Rcode.NOERROR && keys.getHeader().getFlag(Flags.AD);
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether the last answer to this question was proven; empty where it is not remembered. */
  Optional<Boolean> wasSecure(Name name, int type) {
    return Optional.ofNullable(secure.get(new Question(name, type)));
  }

  @Override
  public CompletionStage<Message> sendAsync(Message query, Executor executor) {
    return validating
        .sendAsync(query, executor)
        .thenApply(
            answer -> {
              Record question = query.getQuestion();
              secure.put(
                  new Question(question.getName(), question.getType()),
                  answer.getHeader().getFlag(Flags.AD));
              return answer;
            });
  }

  @Override
  public void setPort(int port) {
    validating.setPort(port);
  }

  @Override
  public void setTCP(boolean flag) {
    validating.setTCP(flag);
  }

  @Override
  public void setIgnoreTruncation(boolean flag) {
    validating.setIgnoreTruncation(flag);
  }

  @Override
  public void setEDNS(int version, int payloadSize, int flags, List<EDNSOption> options) {
    validating.setEDNS(version, payloadSize, flags, options);
  }

  @Override
  public void setTSIGKey(TSIG key) {
    validating.setTSIGKey(key);
  }

  @Override
  public void setTimeout(Duration timeout) {
    validating.setTimeout(timeout);
  }

  @Override
  public Duration getTimeout() {
    return validating.getTimeout();
  }
}
