package org.chukei.database;

import jakarta.annotation.sql.DataSourceDefinition;

/** Defines the data source by annotation, so that no server has to be configured. */
@DataSourceDefinition(
    name = DatabaseDefinition.JNDI_NAME,
    className = "org.chukei.database.ChukeiDataSource",
    initialPoolSize = 2,
    minPoolSize = 2,
    maxPoolSize = 64,
    isolationLevel = java.sql.Connection.TRANSACTION_READ_COMMITTED,
    transactional = true)
@jakarta.ejb.Singleton
public class DatabaseDefinition {

  /** Named again in persistence.xml. */
  public static final String JNDI_NAME = "java:app/jdbc/chukei";
}
