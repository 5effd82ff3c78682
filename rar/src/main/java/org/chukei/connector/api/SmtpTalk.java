package org.chukei.connector.api;

import java.io.IOException;

/**
 * The client's end of a session that is held within the process, for asking the services what they
 * would tell somebody. For one thread.
 */
public interface SmtpTalk extends AutoCloseable {

  /**
   * The reply that the greeting is: its last line, code and all.
   *
   * @throws IOException where none comes
   */
  String greeting() throws IOException;

  /**
   * Sends a command, and waits for the last line of its reply.
   *
   * @param command without its line end
   * @throws IOException where no reply comes, or the session has ended
   */
  String ask(String command) throws IOException;

  /** Ends the session. */
  @Override
  void close();
}
