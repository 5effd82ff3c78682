package org.chukei.management;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.chukei.account.ChangeRefusedException;
import org.chukei.account.UnacceptableException;

/** Answers a JMX client, who does not know our exceptions, by those of the platform. */
final class Asked {

  private Asked() {}

  /**
   * @throws IllegalArgumentException where what was asked can't be read or done; it says why
   * @throws IllegalStateException where it can't be asked now
   */
  static <T> T of(Callable<T> question) {
    try {
      return question.call();
    } catch (UnacceptableException e) {
      throw new IllegalArgumentException(e.field() + ": " + e.getMessage());
    } catch (ChangeRefusedException e) {
      throw new IllegalArgumentException(e.getMessage());
    } catch (IOException e) {
      throw new IllegalStateException("it can't be asked now: " + e.getMessage());
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
