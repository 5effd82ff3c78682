package org.chukei.web.console;

import org.chukei.account.ChangeRefusedException;

/** Makes a change and tells the visitor how it went. */
final class Attempt {

  private Attempt() {}

  /**
   * @return whether the change was made
   */
  static boolean at(Runnable change, String doneKey, Object... arguments) {
    try {
      change.run();
    } catch (ChangeRefusedException e) {
      Texts.failed("refused", Texts.reason(e));
      return false;
    }
    OfRequest.forget();
    Texts.done(doneKey, arguments);
    return true;
  }
}
