package org.chukei.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.chukei.decision.DecisionFilter;
import org.chukei.decision.DecisionLog;
import org.chukei.history.Life;
import org.chukei.history.LifeEvent.Beginning;
import org.chukei.history.LifeEvent.Session;
import org.chukei.policy.Decision;

/** Finds the recipients that were refused in the session that brought a message. */
@ApplicationScoped
public class RefusedBeside {

  /** A session may be older than its message by so much. */
  private static final Duration SESSION = Duration.ofHours(1);

  private static final int MOST = 200;

  @Inject private DecisionLog log;

  /**
   * The newest first. A client's address and port tell its sessions apart.
   *
   * @throws IOException where the database can't be asked
   */
  public List<Decision> of(Life life) throws IOException {
    if (life.session().isEmpty()) {
      return List.of();
    }
    Session session = life.session().get();
    Beginning beginning = life.beginning().orElseThrow();
    DecisionFilter filter =
        DecisionFilter.read(
            session.client(),
            beginning.sender(),
            "",
            "",
            "refused",
            beginning.at().minus(SESSION).toString(),
            beginning.at().plusSeconds(1).toString());
    return log.find(filter, MOST).stream()
        .filter(decision -> decision.client().port() == session.port())
        .toList();
  }
}
