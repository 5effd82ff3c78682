package org.chukei.config;

import java.util.Locale;

/**
 * Every setting there is. A value is looked for in the environment ({@code CHUKEI_HTTP_PORT}), then
 * in the system properties ({@code chukei.http.port}), then in {@code chukei.properties} ({@code
 * chukei.http.port}; see {@link Settings#load}), then the default here is used. A setting that is
 * set but empty means empty, never the default. {@code config/settings.md} lists the same table; a
 * test compares them.
 */
public enum Setting {
  HOME("./var", Kind.PATH, "the one directory that holds all state"),
  HOSTNAME("", Kind.HOST_OR_EMPTY, "the name we greet with; empty: this machine's name"),
  NODE(
      "",
      Kind.TEXT,
      "this node's name among nodes that share a database; empty: made at first start"),

  SMTP_ADDRESS("0.0.0.0", Kind.ADDRESS, "where the SMTP services listen"),
  SMTP_MX_PORT("2525", Kind.PORT, "port of the MX service; 0: any free port"),
  SMTP_SUBMISSION_PORT("2587", Kind.PORT, "port of the submission service; 0: any free port"),
  SMTP_SUBMISSIONS_PORT(
      "2465",
      Kind.PORT,
      "port of the submission service with TLS from the first octet; 0: any free port"),
  HTTP_ADDRESS("127.0.0.1", Kind.ADDRESS, "where the console and the REST API listen"),
  HTTP_PORT("8080", Kind.PORT, "port of the console and the REST API"),

  TLS_CERTIFICATE(
      "",
      Kind.FILE_OR_EMPTY,
      "file with our certificate and its chain, PEM or PKCS#12; empty: a self-signed one is made"),
  TLS_KEY(
      "",
      Kind.FILE_OR_EMPTY,
      "file with the certificate's private key, PEM; empty: it is in the certificate's file"),
  TLS_KEY_PASSWORD("", Kind.SECRET, "password of the private key or of the PKCS#12 file"),

  TLS_OLD_VERSIONS(
      "",
      Kind.SERVICES,
      "services where TLS 1.0 and 1.1 are spoken too, for old devices: mx, submission, submissions"),
  TLS_CLIENT_CERTIFICATES(
      "", Kind.SERVICES, "services that ask clients for a certificate, and do without it"),

  MESSAGE_SIZE_LIMIT("52428800", Kind.SIZE, "largest content taken, in octets (K, M, G allowed)"),
  AUTH_WITHOUT_TLS(
      "127.0.0.0/8 ::1",
      Kind.NETWORKS,
      "networks whose clients may AUTH in the clear, separated by spaces or commas"),
  AUTH_ON_MX("false", Kind.BOOLEAN, "offer AUTH on the MX service too"),
  SMTP_TIMEOUT(
      "5m", Kind.DURATION, "how long a client may be silent between commands (RFC 5321 4.5.3.2.7)"),

  PROXY_NETWORKS(
      "",
      Kind.NETWORKS,
      "networks of proxies, whose connections must begin with a PROXY header (v1 or v2); empty:"
          + " nobody's may"),

  LIMIT_CONNECTIONS(
      "5000", Kind.LIMIT, "open connections in all; more get 421 (0: no limit, likewise below)"),
  LIMIT_CONNECTIONS_PER_CLIENT(
      "1000", Kind.LIMIT, "open connections of one client, an IPv4 address or an IPv6 /64"),
  LIMIT_NEW_CONNECTIONS(
      "30000", Kind.LIMIT, "new connections of one client in a minute; not for UNCONDITIONAL ones"),
  LIMIT_MESSAGES_PER_CLIENT("1000000", Kind.LIMIT, "messages of one client in an hour"),
  LIMIT_RECIPIENTS_PER_CLIENT(
      "5000000", Kind.LIMIT, "accepted recipients of one client in an hour"),
  LIMIT_MESSAGES_PER_ACCOUNT("20000", Kind.LIMIT, "messages of one account in an hour"),
  LIMIT_RECIPIENTS_PER_ACCOUNT(
      "200000", Kind.LIMIT, "accepted recipients of one account in an hour"),
  LIMIT_HELO_NAMES(
      "20",
      Kind.LIMIT,
      "names that a permitted address may greet with in a day before it is suspected to be a gateway;"
          + " it is told, not refused"),
  SURGE_FACTOR(
      "10",
      Kind.LIMIT,
      "times the recipients of its busiest hour in the week before, beyond which a sender's hour is"
          + " told as a surge, not refused; 0: never"),
  SURGE_LEAST("500", Kind.LIMIT, "recipients in an hour that are no surge yet"),
  SURGE_LEARNING(
      "1d", Kind.DURATION_OR_ZERO, "how long a new relay only learns what is usual; 0: not at all"),
  LIMIT_ERRORS("20", Kind.LIMIT, "mistakes in one session, which is closed then with 421"),
  LIMIT_COMMANDS("1000000", Kind.LIMIT, "commands in one session, likewise"),
  LIMIT_EMPTY_COMMANDS(
      "1000", Kind.LIMIT, "NOOP, RSET, VRFY, HELP, EHLO since a message was taken, likewise"),
  LIMIT_RECIPIENTS(
      "1000", Kind.RECIPIENTS, "recipients of one message; more get 452 (100 or more, RFC 5321)"),
  LIMIT_COMMAND_LINE(
      "12288",
      Kind.LINE,
      "longest line of a command or of AUTH, in octets (RFC 4954 asks for this)"),
  LIMIT_HEADER("1M", Kind.SIZE, "largest header of a message, in octets; more get 552"),
  LIMIT_SESSION_TIME("4h", Kind.DURATION, "longest session; closed with 421 after its transaction"),
  LIMIT_CONTENT_TIME("1h", Kind.DURATION, "longest time from 354 to the end of data, then 421"),
  GREET_PAUSE(
      "0",
      Kind.DURATION_OR_ZERO,
      "wait before the greeting on MX; who talks meanwhile gets 554; 0: none"),
  TARPIT(
      "0",
      Kind.DURATION_OR_ZERO,
      "wait before each reply that refuses, unless authenticated; 0: none"),

  DNSBL(
      "",
      Kind.ZONES,
      "DNS block lists asked about clients on MX, separated by spaces: zone, or zone=codes with the"
          + " answers that count, zen.example=127.0.0.2,127.0.0.4/30; empty: none"),

  RULES_PROFILE(
      "standard", Kind.PROFILE, "standard, or strict: own networks need a permit on MX too"),
  RULES_OWN_NETWORKS(
      "", Kind.NETWORKS, "networks that the strict profile takes for our own clients"),
  RULES_PERMITTED_NEED_AUTH(
      "false", Kind.BOOLEAN, "true: an effective permit counts only in an authenticated session"),
  POSTMASTER(
      "",
      Kind.MAILBOX_OR_EMPTY,
      "the account that gets mail for postmaster and abuse; empty: a Maildir of its own"),

  MAILDIR_OWNER(
      "",
      Kind.OWNER_OR_EMPTY,
      "user or user:group that Maildirs and the mail in them are given to, such as Dovecot's; empty:"
          + " they stay ours"),
  MAILDIR_MODE(
      "600",
      Kind.MODE,
      "permissions of the mail in Maildirs, octal; directories can be searched by whoever reads"),
  FORWARD_REWRITE_SENDER(
      "false",
      Kind.BOOLEAN,
      "true: what aliases and groups pass on to foreign members has their owner as its"
          + " reverse-path, which gets the bounces; false: the sender stays"),

  DELIVERY_SMARTHOST(
      "", Kind.HOST_PORT_OR_EMPTY, "host:port that gets all foreign mail; empty: by MX"),
  DELIVERY_CONNECTION_IDLE(
      "5s",
      Kind.DURATION,
      "how long a connection to a next hop is kept for its next message; then it gets QUIT"),
  DELIVERY_CONNECTION_MESSAGES(
      "100", Kind.COUNT, "messages sent over one connection; 1: no connection is reused"),
  DELIVERY_CONNECTIONS_KEPT("20", Kind.COUNT, "idle connections kept for each next hop"),
  DELIVERY_TLS(
      "may",
      Kind.TLS_POLICY,
      "TLS to next hops that no transport says otherwise for: none, may, encrypt or verify"),
  DELIVERY_TLS_CA(
      "",
      Kind.FILE_OR_EMPTY,
      "file with the certificates, PEM, of the authorities that verify trusts; empty: the JVM's"),
  DELIVERY_DANE(
      "true",
      Kind.BOOLEAN,
      "verify next hops by the TLSA records of their DNS zones, where these are signed (RFC 7672)"),
  DELIVERY_MTA_STS(
      "true", Kind.BOOLEAN, "verify next hops as their domain's MTA-STS policy says (RFC 8461)"),
  DELIVERY_AUTH_WITHOUT_TLS(
      "127.0.0.0/8 ::1",
      Kind.NETWORKS,
      "networks whose smart hosts get our login in the clear, separated by spaces or commas"),
  DELIVERY_SOURCE_IPV4(
      "",
      Kind.IPV4_OR_EMPTY,
      "address that we connect from to next hops by IPv4; empty: the system's choice"),
  DELIVERY_SOURCE_IPV6(
      "",
      Kind.IPV6_OR_EMPTY,
      "address that we connect from to next hops by IPv6; empty: the system's choice"),
  DNS_SERVER("", Kind.HOST_PORT_OR_EMPTY, "host:port of the DNS resolver; empty: the system's"),
  DNS_TRUST_ANCHORS(
      "",
      Kind.FILE_OR_EMPTY,
      "file with DS or DNSKEY records that DNSSEC is proven from; empty: IANA's for the root"),
  RETRY_SCHEDULE(
      "1m,5m,15m,30m,1h,2h,4h",
      Kind.DURATIONS,
      "waits between attempts, and (at most 30m) how long a destination that fails is left alone;"
          + " the last repeats"),
  DESTINATION_CONCURRENCY("20", Kind.COUNT, "most attempts at a time to one destination"),
  DELAY_WARNING(
      "4h", Kind.DURATION_OR_ZERO, "age at which the sender is told that its mail waits; 0: never"),
  GIVE_UP_AFTER("4d", Kind.DURATION, "age at which waiting mail is returned"),

  DECISIONS_KEPT("30d", Kind.DURATION, "how long decisions are kept for explaining"),
  DECISIONS_MOST(
      "500000",
      Kind.COUNT,
      "most decisions kept, about a kilobyte each; then the oldest are deleted"),
  DECISIONS_PER_SECOND(
      "200",
      Kind.COUNT,
      "most decisions recorded in a second: refusals first, and of acceptances a sample"),
  HISTORY_KEPT("30d", Kind.DURATION, "how long it is kept what happened to each message"),
  HISTORY_MOST(
      "500000",
      Kind.COUNT,
      "most recipients of messages kept so, about two kilobytes each; then the oldest are deleted"),
  HISTORY_PER_SECOND(
      "100",
      Kind.COUNT,
      "most messages written down so in a second; some thousands wait, and more than that go"
          + " unrecorded"),

  STORE(
      "segment",
      Kind.STORE,
      "where mail is kept: segment (files under HOME), or database (for nodes that share one); to be"
          + " changed with an empty queue only"),
  DB_URL("", Kind.TEXT, "JDBC URL, jdbc:postgresql://…; empty: the embedded HSQLDB under HOME"),
  DB_USER("", Kind.TEXT, "database user"),
  DB_PASSWORD("", Kind.SECRET, "database password");

  enum Kind {
    PATH,
    FILE_OR_EMPTY,
    TEXT,
    SECRET,
    HOST_OR_EMPTY,
    HOST_PORT_OR_EMPTY,
    MAILBOX_OR_EMPTY,
    OWNER_OR_EMPTY,
    MODE,
    ADDRESS,
    PORT,
    SIZE,
    COUNT,
    BOOLEAN,
    NETWORKS,
    SERVICES,
    ZONES,
    DURATION,
    DURATION_OR_ZERO,
    LIMIT,
    RECIPIENTS,
    LINE,
    DURATIONS,
    PROFILE,
    TLS_POLICY,
    IPV4_OR_EMPTY,
    IPV6_OR_EMPTY,
    STORE
  }

  private final String defaultValue;
  private final Kind kind;
  private final String meaning;

  Setting(String defaultValue, Kind kind, String meaning) {
    this.defaultValue = defaultValue;
    this.kind = kind;
    this.meaning = meaning;
  }

  /** {@code CHUKEI_SMTP_MX_PORT}. */
  public String variable() {
    return "CHUKEI_" + name();
  }

  /** {@code chukei.smtp.mx.port}, the name in properties files and system properties. */
  public String property() {
    return variable().toLowerCase(Locale.ROOT).replace('_', '.');
  }

  public String defaultValue() {
    return defaultValue;
  }

  /** One line for the table of settings. */
  public String meaning() {
    return meaning;
  }

  /** Its value must not be shown. */
  public boolean isSecret() {
    return kind == Kind.SECRET;
  }

  Kind kind() {
    return kind;
  }
}
