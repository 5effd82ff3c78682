package org.chukei.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chukei.network.Network;
import org.chukei.smtp.Mailbox;

/**
 * The settings in force: read once at start, all values checked before anything listens. Immutable.
 *
 * <p>Lives in the adapter's api jar because the adapter and the application must agree, and the
 * adapter can't see the application (docs/adr/0003-one-settings-class-in-the-adapter.md).
 */
public final class Settings {

  /** Where a value came from. */
  public enum Origin {
    ENVIRONMENT,
    SYSTEM_PROPERTY,
    FILE,
    DEFAULT
  }

  /**
   * @param text as it was given, not to be shown where {@link Setting#isSecret()}
   * @param place the variable, the system property, or the file and its line; empty for a default
   */
  public record Value(String text, Origin origin, String place) {}

  private static Settings loaded;

  private final Map<Setting, Value> values = new EnumMap<>(Setting.class);
  private final Map<Setting, Object> parsed = new EnumMap<>(Setting.class);

  private List<String> warnings = List.of();

  private Settings() {}

  /**
   * Reads environment, system properties and {@code chukei.properties} in the home directory.
   *
   * @throws BadSettingsException naming every value that can't be used, and names that are no
   *     setting
   */
  public static synchronized Settings load() {
    // Not in a static initializer: that would hide the faults in an ExceptionInInitializerError.
    if (loaded == null) {
      loaded = fromSurroundings();
    }
    return loaded;
  }

  private static Settings fromSurroundings() {
    SettingSources withoutFile = SettingSources.ofThisProcess();
    return of(withoutFile.withFile(of(withoutFile).home().resolve("chukei.properties")));
  }

  /**
   * For tests and {@link #load}: the three sources in order of precedence; the first by variable,
   * the others by property.
   */
  public static Settings of(
      Map<String, String> environment, Map<String, String> system, Map<String, String> file) {
    PropertiesFile read = new PropertiesFile(file, Map.of());
    return of(new SettingSources(environment, system, read, "chukei.properties"));
  }

  private static Settings of(SettingSources sources) {
    Settings settings = new Settings();
    // The environment may be meant for another version of us; the file is nobody else's.
    settings.warnings = sources.unknownVariables();
    List<String> faults = new ArrayList<>(sources.unknownInFile());
    for (Setting setting : Setting.values()) {
      Value value = sources.find(setting);
      settings.values.put(setting, value);
      try {
        settings.parsed.put(setting, SettingParser.parse(setting.kind(), value.text().trim()));
      } catch (SettingParser.Unusable e) {
        String shown = setting.isSecret() ? "(hidden)" : "'" + value.text() + "'";
        faults.add(SettingSources.name(setting, value) + "=" + shown + ": " + e.getMessage());
      }
    }
    if (!faults.isEmpty()) {
      throw new BadSettingsException(faults);
    }
    return settings;
  }

  /** What is set but does nothing, a line each. */
  public List<String> warnings() {
    return warnings;
  }

  /** All settings, in the order of {@link Setting}, for whoever may see them. */
  public List<SettingInForce> all() {
    return values.entrySet().stream()
        .map(entry -> SettingInForce.of(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** Text and origin of one setting. */
  public Value value(Setting setting) {
    return values.get(setting);
  }

  public Path home() {
    return (Path) parsed.get(Setting.HOME);
  }

  /** Never empty: this machine's name where none is set. */
  public String hostname() {
    String set = (String) parsed.get(Setting.HOSTNAME);
    if (!set.isEmpty()) {
      return set;
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  /** Empty: the application makes one and keeps it under {@link #home()}. */
  public String node() {
    return (String) parsed.get(Setting.NODE);
  }

  /** An IP literal. */
  public String smtpAddress() {
    return (String) parsed.get(Setting.SMTP_ADDRESS);
  }

  public int smtpMxPort() {
    return (Integer) parsed.get(Setting.SMTP_MX_PORT);
  }

  public int smtpSubmissionPort() {
    return (Integer) parsed.get(Setting.SMTP_SUBMISSION_PORT);
  }

  public int smtpSubmissionsPort() {
    return (Integer) parsed.get(Setting.SMTP_SUBMISSIONS_PORT);
  }

  /** Empty: a self-signed certificate is made. */
  public Optional<Path> tlsCertificate() {
    return file(Setting.TLS_CERTIFICATE);
  }

  /** Their names in lower case, likewise below. */
  @SuppressWarnings("unchecked")
  public Set<String> oldTlsServices() {
    return (Set<String>) parsed.get(Setting.TLS_OLD_VERSIONS);
  }

  @SuppressWarnings("unchecked")
  public Set<String> clientCertificateServices() {
    return (Set<String>) parsed.get(Setting.TLS_CLIENT_CERTIFICATES);
  }

  /** Empty: the key is in {@link #tlsCertificate()}. */
  public Optional<Path> tlsKey() {
    return file(Setting.TLS_KEY);
  }

  /** Empty: none is needed. */
  public String tlsKeyPassword() {
    return (String) parsed.get(Setting.TLS_KEY_PASSWORD);
  }

  /** A relative name counts from {@link #home()}: the server's working directory is nobody's. */
  private Optional<Path> file(Setting setting) {
    Optional<?> name = (Optional<?>) parsed.get(setting);
    return name.map(Path.class::cast).map(home()::resolve);
  }

  /** An IP literal. */
  public String httpAddress() {
    return (String) parsed.get(Setting.HTTP_ADDRESS);
  }

  public int httpPort() {
    return (Integer) parsed.get(Setting.HTTP_PORT);
  }

  /** In octets. */
  public long messageSizeLimit() {
    return (Long) parsed.get(Setting.MESSAGE_SIZE_LIMIT);
  }

  public boolean mayAuthWithoutTls(InetAddress client) {
    return contains(Setting.AUTH_WITHOUT_TLS, client);
  }

  /** Whose connections begin with a PROXY header. */
  public boolean isProxy(InetAddress peer) {
    return contains(Setting.PROXY_NETWORKS, peer);
  }

  /** See {@link #isProxy}. */
  @SuppressWarnings("unchecked")
  public List<Network> proxyNetworks() {
    return (List<Network>) parsed.get(Setting.PROXY_NETWORKS);
  }

  /**
   * One of the limits that count.
   *
   * @return {@link Integer#MAX_VALUE} where 0 says that there is none
   */
  public int limit(Setting setting) {
    int limit = (Integer) parsed.get(setting);
    return limit == 0 ? Integer.MAX_VALUE : limit;
  }

  /** In octets. */
  public long headerLimit() {
    return (Long) parsed.get(Setting.LIMIT_HEADER);
  }

  public Duration sessionTime() {
    return (Duration) parsed.get(Setting.LIMIT_SESSION_TIME);
  }

  public Duration contentTime() {
    return (Duration) parsed.get(Setting.LIMIT_CONTENT_TIME);
  }

  /** Zero: no pause; likewise below. */
  @SuppressWarnings("unchecked")
  public Duration greetPause() {
    return ((Optional<Duration>) parsed.get(Setting.GREET_PAUSE)).orElse(Duration.ZERO);
  }

  @SuppressWarnings("unchecked")
  public Duration surgeLearning() {
    return ((Optional<Duration>) parsed.get(Setting.SURGE_LEARNING)).orElse(Duration.ZERO);
  }

  @SuppressWarnings("unchecked")
  public Duration tarpit() {
    return ((Optional<Duration>) parsed.get(Setting.TARPIT)).orElse(Duration.ZERO);
  }

  /** DNS block lists. */
  @SuppressWarnings("unchecked")
  public List<DnsZone> dnsZones() {
    return (List<DnsZone>) parsed.get(Setting.DNSBL);
  }

  public boolean authOnMx() {
    return (Boolean) parsed.get(Setting.AUTH_ON_MX);
  }

  public Duration smtpTimeout() {
    return (Duration) parsed.get(Setting.SMTP_TIMEOUT);
  }

  /** {@code rules.profile=strict}. */
  public boolean strictRules() {
    return (Boolean) parsed.get(Setting.RULES_PROFILE);
  }

  public boolean isOwnNetwork(InetAddress client) {
    return contains(Setting.RULES_OWN_NETWORKS, client);
  }

  public boolean permittedNeedAuth() {
    return (Boolean) parsed.get(Setting.RULES_PERMITTED_NEED_AUTH);
  }

  @SuppressWarnings("unchecked")
  public Optional<Mailbox> postmaster() {
    return (Optional<Mailbox>) parsed.get(Setting.POSTMASTER);
  }

  /** To whom Maildirs are given; empty: they stay ours. */
  @SuppressWarnings("unchecked")
  public Optional<FileOwner> maildirOwner() {
    return (Optional<FileOwner>) parsed.get(Setting.MAILDIR_OWNER);
  }

  /** Of the files in Maildirs. */
  @SuppressWarnings("unchecked")
  public Set<PosixFilePermission> maildirMode() {
    return (Set<PosixFilePermission>) parsed.get(Setting.MAILDIR_MODE);
  }

  /** Whether mail passed on to foreign members has another reverse-path. */
  public boolean forwardRewritesSender() {
    return (Boolean) parsed.get(Setting.FORWARD_REWRITE_SENDER);
  }

  @SuppressWarnings("unchecked")
  public Optional<HostPort> smarthost() {
    return (Optional<HostPort>) parsed.get(Setting.DELIVERY_SMARTHOST);
  }

  /** How long a connection to a next hop is kept for its next message. */
  public Duration deliveryConnectionIdle() {
    return (Duration) parsed.get(Setting.DELIVERY_CONNECTION_IDLE);
  }

  /** Over one connection; at least 1. */
  public int deliveryConnectionMessages() {
    return (Integer) parsed.get(Setting.DELIVERY_CONNECTION_MESSAGES);
  }

  /** Idle ones, for each next hop; at least 1. */
  public int deliveryConnectionsKept() {
    return (Integer) parsed.get(Setting.DELIVERY_CONNECTIONS_KEPT);
  }

  /** For next hops that no transport has another policy for. */
  public TlsPolicy deliveryTls() {
    return (TlsPolicy) parsed.get(Setting.DELIVERY_TLS);
  }

  /** Empty: the JVM's own authorities. */
  public Optional<Path> deliveryTlsCa() {
    return file(Setting.DELIVERY_TLS_CA);
  }

  /** Whether a smart host at this address gets our login in the clear. */
  public boolean mayLogInWithoutTls(InetAddress host) {
    return contains(Setting.DELIVERY_AUTH_WITHOUT_TLS, host);
  }

  /** Where we connect from by IPv4; empty: the system's choice. */
  @SuppressWarnings("unchecked")
  public Optional<InetAddress> deliverySourceIpv4() {
    return (Optional<InetAddress>) parsed.get(Setting.DELIVERY_SOURCE_IPV4);
  }

  /** Where we connect from by IPv6; empty: the system's choice. */
  @SuppressWarnings("unchecked")
  public Optional<InetAddress> deliverySourceIpv6() {
    return (Optional<InetAddress>) parsed.get(Setting.DELIVERY_SOURCE_IPV6);
  }

  /** Whether delivery asks the DNS which certificates next hops have. */
  public boolean deliveryDane() {
    return (Boolean) parsed.get(Setting.DELIVERY_DANE);
  }

  /** Whether delivery asks domains for their MTA-STS policies. */
  public boolean deliveryMtaSts() {
    return (Boolean) parsed.get(Setting.DELIVERY_MTA_STS);
  }

  /** Empty: the root's, as IANA published them. */
  public Optional<Path> dnsTrustAnchors() {
    return file(Setting.DNS_TRUST_ANCHORS);
  }

  @SuppressWarnings("unchecked")
  public Optional<HostPort> dnsServer() {
    return (Optional<HostPort>) parsed.get(Setting.DNS_SERVER);
  }

  /** At least one; the last repeats. */
  @SuppressWarnings("unchecked")
  public List<Duration> retrySchedule() {
    return (List<Duration>) parsed.get(Setting.RETRY_SCHEDULE);
  }

  /** Attempts at a time to one destination; at least 1. */
  public int destinationConcurrency() {
    return (Integer) parsed.get(Setting.DESTINATION_CONCURRENCY);
  }

  /** The age at which the sender is told that its mail waits; empty: never. */
  @SuppressWarnings("unchecked")
  public Optional<Duration> delayWarning() {
    return (Optional<Duration>) parsed.get(Setting.DELAY_WARNING);
  }

  public Duration giveUpAfter() {
    return (Duration) parsed.get(Setting.GIVE_UP_AFTER);
  }

  public Duration decisionsKept() {
    return (Duration) parsed.get(Setting.DECISIONS_KEPT);
  }

  /** At least 1. */
  public int decisionsMost() {
    return (Integer) parsed.get(Setting.DECISIONS_MOST);
  }

  /** At least 1. */
  public int decisionsPerSecond() {
    return (Integer) parsed.get(Setting.DECISIONS_PER_SECOND);
  }

  public Duration historyKept() {
    return (Duration) parsed.get(Setting.HISTORY_KEPT);
  }

  /** At least 1. */
  public int historyMost() {
    return (Integer) parsed.get(Setting.HISTORY_MOST);
  }

  /** At least 1. */
  public int historyPerSecond() {
    return (Integer) parsed.get(Setting.HISTORY_PER_SECOND);
  }

  /** {@code store=database}. */
  public boolean storesInDatabase() {
    return (Boolean) parsed.get(Setting.STORE);
  }

  /** Empty: the embedded database. */
  public String dbUrl() {
    return (String) parsed.get(Setting.DB_URL);
  }

  public String dbUser() {
    return (String) parsed.get(Setting.DB_USER);
  }

  public String dbPassword() {
    return (String) parsed.get(Setting.DB_PASSWORD);
  }

  @SuppressWarnings("unchecked")
  private boolean contains(Setting setting, InetAddress client) {
    return ((List<Network>) parsed.get(setting)).stream().anyMatch(n -> n.contains(client));
  }
}
