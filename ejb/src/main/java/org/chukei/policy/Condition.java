package org.chukei.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.chukei.connector.api.RelayRequest;
import org.chukei.network.NetworkSyntaxException;
import org.chukei.smtp.MailboxParser;

/**
 * What an entry of the permit list asks for besides the client's address. Written behind the
 * network as {@code name=value}, or as {@code tls} alone; all conditions of an entry have to hold.
 */
public sealed interface Condition {

  /** Whether it holds for this recipient of this session, at this time. */
  boolean holds(RelayRequest request, Instant now);

  /** As it is written on the list, in one spelling. */
  String text();

  /** What an entry may have only one of. */
  String name();

  /** Whether it holds wherever the other one, which has the same name, does. */
  default boolean covers(Condition other) {
    return equals(other);
  }

  /**
   * @throws NetworkSyntaxException saying what is wrong and what is allowed
   */
  static Condition parse(String word) throws NetworkSyntaxException {
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    String value = word.substring(equals + 1);
    return switch (name.toLowerCase(Locale.ROOT)) {
      case ClientCertificate.NAME -> ClientCertificate.parse(value);
      case Tls.NAME -> Tls.parse(word);
      case SenderDomain.NAME -> new SenderDomain(DomainCondition.parse(name, value));
      case RecipientDomain.NAME -> new RecipientDomain(DomainCondition.parse(name, value));
      case OfAccount.NAME -> OfAccount.parse(value);
      case Hourly.NAME -> Hourly.parse(value);
      case Expires.NAME -> Expires.parse(value);
      default ->
          throw new NetworkSyntaxException(
              "'"
                  + word
                  + "' is no condition; behind the network may stand client-cert=, tls,"
                  + " sender-domain=, recipient-domain=, account=, limit=, expires=, owner=");
    };
  }

  /**
   * The client has shown this certificate, whoever signed it, and has its key.
   *
   * @param sha256 of the certificate, 64 hex digits in lower case
   */
  record ClientCertificate(String sha256) implements Condition {

    private static final String NAME = "client-cert";
    private static final String PREFIX = "SHA256:";
    private static final Pattern PLAIN = Pattern.compile("[0-9A-Fa-f]{64}");
    private static final Pattern BY_OPENSSL =
        Pattern.compile("([0-9A-Fa-f]{2}:){31}[0-9A-Fa-f]{2}");

    static ClientCertificate parse(String value) throws NetworkSyntaxException {
      String digits = value.startsWith(PREFIX) ? value.substring(PREFIX.length()) : "";
      if (!PLAIN.matcher(digits).matches() && !BY_OPENSSL.matcher(digits).matches()) {
        throw new NetworkSyntaxException(
            "client-cert is SHA256: and the 64 hex digits of the certificate's fingerprint");
      }
      return new ClientCertificate(digits.replace(":", "").toLowerCase(Locale.ROOT));
    }

    @Override
    public boolean holds(RelayRequest request, Instant now) {
      return request.session().clientCertificate().filter(sha256::equals).isPresent();
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String text() {
      return NAME + "=" + PREFIX + sha256;
    }
  }

  /** The session is under TLS. */
  record Tls() implements Condition {

    private static final String NAME = "tls";

    static Tls parse(String word) throws NetworkSyntaxException {
      if (word.indexOf('=') >= 0) {
        throw new NetworkSyntaxException("tls stands alone, without a value");
      }
      return new Tls();
    }

    @Override
    public boolean holds(RelayRequest request, Instant now) {
      return request.session().tls().isPresent();
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String text() {
      return NAME;
    }
  }

  /** The sender is in this domain; the null reverse-path is in none. */
  record SenderDomain(DomainCondition domain) implements Condition {

    private static final String NAME = "sender-domain";

    @Override
    public boolean holds(RelayRequest request, Instant now) {
      return request.sender().mailbox().filter(m -> domain.has(m.domain())).isPresent();
    }

    @Override
    public boolean covers(Condition other) {
      return other instanceof SenderDomain that && domain.covers(that.domain);
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String text() {
      return NAME + "=" + domain.text();
    }
  }

  /** The recipient is in this domain; the bare postmaster is in none. */
  record RecipientDomain(DomainCondition domain) implements Condition {

    private static final String NAME = "recipient-domain";

    @Override
    public boolean holds(RelayRequest request, Instant now) {
      return request.recipient().mailbox().filter(m -> domain.has(m.domain())).isPresent();
    }

    @Override
    public boolean covers(Condition other) {
      return other instanceof RecipientDomain that && domain.covers(that.domain);
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String text() {
      return NAME + "=" + domain.text();
    }
  }

  /**
   * The client is authenticated as this account.
   *
   * @param address in lower case
   */
  record OfAccount(String address) implements Condition {

    private static final String NAME = "account";

    static OfAccount parse(String value) throws NetworkSyntaxException {
      if (MailboxParser.mailbox(value).isEmpty()) {
        throw new NetworkSyntaxException("account is an address such as info@example.jp");
      }
      return new OfAccount(value.toLowerCase(Locale.ROOT));
    }

    @Override
    public boolean holds(RelayRequest request, Instant now) {
      return request.session().account().filter(address::equalsIgnoreCase).isPresent();
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String text() {
      return NAME + "=" + address;
    }
  }

  /**
   * No more recipients than this in an hour, all clients of the entry together. It permits as long
   * as it is asked; that it is used up is told later, as "not now" ({@link PermitUses}).
   *
   * @param most 1 to 999,999,999
   */
  record Hourly(int most) implements Condition {

    private static final String NAME = "limit";
    private static final Pattern FORM = Pattern.compile("[1-9][0-9]{0,8}/h");

    static Hourly parse(String value) throws NetworkSyntaxException {
      if (!FORM.matcher(value).matches()) {
        throw new NetworkSyntaxException("limit is recipients in an hour, such as 100/h");
      }
      return new Hourly(Integer.parseInt(value.substring(0, value.length() - 2)));
    }

    @Override
    public boolean holds(RelayRequest request, Instant now) {
      return true;
    }

    @Override
    public boolean covers(Condition other) {
      return other instanceof Hourly that && that.most <= most;
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String text() {
      return NAME + "=" + most + "/h";
    }
  }

  /**
   * To the end of this day, in the server's time zone.
   *
   * @param lastDay the last one on which the entry permits
   */
  record Expires(LocalDate lastDay) implements Condition {

    private static final String NAME = "expires";

    static Expires parse(String value) throws NetworkSyntaxException {
      try {
        return new Expires(LocalDate.parse(value));
      } catch (DateTimeParseException e) {
        throw new NetworkSyntaxException("expires is the last day, such as 2027-01-31");
      }
    }

    /** When it no longer permits. */
    Instant end() {
      return lastDay.plusDays(1).atStartOfDay(ZoneId.systemDefault()).toInstant();
    }

    @Override
    public boolean holds(RelayRequest request, Instant now) {
      return now.isBefore(end());
    }

    @Override
    public boolean covers(Condition other) {
      return other instanceof Expires that && !that.lastDay.isAfter(lastDay);
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String text() {
      return NAME + "=" + lastDay;
    }
  }
}
