package org.chukei.policy;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.chukei.account.LocalUsers;
import org.chukei.connector.api.Authentication;
import org.chukei.connector.api.Client;
import org.chukei.connector.api.Credentials;
import org.chukei.connector.api.DecisionId;
import org.chukei.connector.api.RelayRequest;
import org.chukei.connector.api.SessionFacts;
import org.chukei.smtp.ForwardPath;

/**
 * The rules in force, answered from a snapshot in memory; never waits for the database. Safe for
 * many threads.
 */
@ApplicationScoped
public class RelayRules implements LocalUsers {

  /** The question of a connection; {@link Decision#verdict()} is what the listener returns. */
  public Decision greet(Client client) {
    throw new UnsupportedOperationException();
  }

  /** The question of one RCPT; {@link Decision#verdict()} is what the listener returns. */
  public Decision decide(RelayRequest request) {
    throw new UnsupportedOperationException();
  }

  /** Verifies a password. Takes as long for an account that does not exist. */
  public Authentication authenticate(SessionFacts session, Credentials credentials) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Resolution resolve(ForwardPath recipient) {
    throw new UnsupportedOperationException();
  }

  /** One of the last 10,000 refusals and deferrals of this node. */
  public Optional<Decision> decision(DecisionId id) {
    throw new UnsupportedOperationException();
  }

  /** The last refusals and deferrals of this node, newest first. */
  public List<Decision> refusals(int limit) {
    throw new UnsupportedOperationException();
  }

  /** The version of the rules in force; 0 where none was ever read. */
  public long version() {
    throw new UnsupportedOperationException();
  }

  /** Reads the rules and puts them in force. @throws RuntimeException where they can't be read */
  public void reload() {
    throw new UnsupportedOperationException();
  }

  /**
   * For a timer: reloads if another node changed the rules. Where the database is away, the rules
   * in memory stay in force, and it says so once.
   */
  public void refreshIfChanged() {
    throw new UnsupportedOperationException();
  }
}
