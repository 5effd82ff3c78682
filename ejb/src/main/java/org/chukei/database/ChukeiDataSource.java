package org.chukei.database;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.chukei.config.Settings;

/**
 * The one database, chosen by settings alone: {@code CHUKEI_DB_URL}, or where it is empty the
 * embedded HSQLDB under {@code CHUKEI_HOME/db}. Opens plain connections; the container pools them.
 * Works alike on every server, because it needs no configuration there.
 */
public final class ChukeiDataSource implements DataSource {

  private final String url;
  private final Properties properties = new Properties();

  /** For the container: by the settings in force. */
  public ChukeiDataSource() {
    this(Settings.load());
  }

  ChukeiDataSource(Settings settings) {
    if (settings.dbUrl().isEmpty()) {
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
    return DriverManager.getConnection(url, properties);
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
