package org.chukei.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** A copy of the embedded database, by its own means. */
public final class DatabaseCopy {

  private DatabaseCopy() {}

  /**
   * As of one moment: HSQLDB lets transactions end and keeps new ones waiting meanwhile. Mail that
   * is not deferred does not notice.
   *
   * @param directory made where there is a copy to put into it
   * @return false where the database is not the embedded one, which nothing is done for
   */
  public static boolean make(DataSource dataSource, Path directory) throws IOException {
    try (Connection connection = dataSource.getConnection()) {
      if (!connection.getMetaData().getDatabaseProductName().startsWith("HSQL")) {
        return false;
      }
      Files.createDirectories(directory);
      try (Statement statement = connection.createStatement()) {
        statement.execute(
            "BACKUP DATABASE TO '"
                + directory.toString().replace("'", "''")
                + "/' BLOCKING AS FILES");
      }
      return true;
    } catch (SQLException e) {
      throw new IOException("the database can't be copied: " + e.getMessage(), e);
    }
  }
}
