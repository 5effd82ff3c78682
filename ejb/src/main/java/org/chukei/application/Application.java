package org.chukei.application;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import javax.sql.DataSource;
import org.chukei.database.DatabaseDefinition;
import org.chukei.database.Schema;

/** Starts and stops. */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Application {

  @Resource(lookup = DatabaseDefinition.JNDI_NAME)
  private DataSource dataSource;

  @PostConstruct
  void start() {
    new Schema(dataSource).migrate();
  }

  @PreDestroy
  void stop() {
    new Schema(dataSource).close();
  }
}
