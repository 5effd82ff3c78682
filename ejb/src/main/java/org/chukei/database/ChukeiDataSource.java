package org.chukei.database;

import java.io.PrintWriter;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.chukei.config.Settings;

/**
 * The one database, chosen by settings alone: {@code CHUKEI_DB_URL}, or where it is empty the
 * embedded HSQLDB under {@code CHUKEI_HOME/db}. Opens plain connections; the container pools them.
 * Works alike on every server, because it needs no configuration there.
 */
public final class ChukeiDataSource implements DataSource {

  private static final System.Logger LOG = System.getLogger(ChukeiDataSource.class.getName());

  /** Of all instances: the container makes one of its own. */
  private static final Set<Connection> OPEN =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  private static volatile boolean abandoned;

  private final String url;
  private final boolean isEmbedded;
  private final Properties properties = new Properties();

  /** For the container: by the settings in force. */
  public ChukeiDataSource() {
    this(Settings.load());
  }

  ChukeiDataSource(Settings settings) {
    isEmbedded = settings.dbUrl().isEmpty();
    if (isEmbedded) {
      url = embeddedUrl("file:" + settings.home().resolve("db").resolve("chukei"));
      properties.setProperty("user", "SA");
      properties.setProperty("password", "");
    } else {
      url = settings.dbUrl();
      properties.setProperty("user", settings.dbUser());
      properties.setProperty("password", settings.dbPassword());
    }
    // The drivers travel with the application, where DriverManager's own search does not look.
    load("org.hsqldb.jdbc.JDBCDriver");
    load("org.postgresql.Driver");
  }

  /**
   * Commits are fsynced, writers of one table take turns, rows live on disk
   * (docs/adr/0004-hsqldb-embedded.md). Few of them stay in memory, three kilobytes each, and the
   * file is not mapped into it: the heap is the messages'.
   */
  static String embeddedUrl(String location) {
    return "jdbc:hsqldb:"
        + location
        + ";hsqldb.write_delay=false;hsqldb.tx=mvlocks;hsqldb.default_table_type=cached"
        + ";hsqldb.cache_rows=10000;hsqldb.nio_data_file=false";
  }

  private static void load(String driver) {
    // HSQLDB would otherwise reset the container's java.util.logging.
    System.setProperty("hsqldb.reconfig_logging", "false");
    try {
      Class.forName(driver);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("the JDBC driver " + driver + " is not packaged", e);
    }
  }

  @Override
  public Connection getConnection() throws SQLException {
    if (abandoned) {
      throw new SQLException("the database did not answer, and the application is stopping");
    }
    Connection connection = DriverManager.getConnection(url, properties);
    OPEN.add(connection);
    return connection;
  }

  /**
   * At the stop: where the database server does not answer a new connection in that time, breaks
   * those there are and opens no more, so that whoever waits for it, without end, is told so
   * instead. The embedded one always answers.
   *
   * @param patience whole seconds
   * @return whether it was abandoned
   */
  public boolean abandonIfSilent(Duration patience) {
    if (isEmbedded || answers(patience)) {
      return false;
    }
    abandoned = true;
    List<Connection> open;
    synchronized (OPEN) {
      open = new ArrayList<>(OPEN);
    }
    for (Connection connection : open) {
      try {
        connection.abort(Runnable::run);
      } catch (SQLException e) {
        LOG.log(Level.DEBUG, "a connection was broken already", e);
      }
    }
    return true;
  }

  private boolean answers(Duration patience) {
    Properties hasty = new Properties();
    hasty.putAll(properties);
    for (String wait : List.of("connectTimeout", "loginTimeout", "socketTimeout")) {
      hasty.setProperty(wait, Long.toString(patience.toSeconds()));
    }
    try (Connection connection = DriverManager.getConnection(url, hasty)) {
      return connection.isValid((int) patience.toSeconds());
    } catch (SQLException e) {
      LOG.log(Level.DEBUG, "the database does not answer", e);
      return false;
    }
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return getConnection();
  }

  @Override
  public PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(PrintWriter out) {}

  @Override
  public void setLoginTimeout(int seconds) {}

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    throw new SQLException("not a wrapper for " + type.getName());
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}
