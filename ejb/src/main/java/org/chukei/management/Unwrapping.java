package org.chukei.management;

import jakarta.ejb.EJBException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * Calls an EJB for a JMX client. The container wraps what the bean throws into an exception of its
 * own, which jconsole does not have the class of: instead of the reason it would show that a class
 * is missing.
 */
final class Unwrapping implements InvocationHandler {

  private final Object ejb;

  Unwrapping(Object ejb) {
    this.ejb = ejb;
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(ejb, arguments);
    } catch (InvocationTargetException e) {
      throw ofThePlatform(e.getTargetException());
    }
  }

  private static Throwable ofThePlatform(Throwable thrown) {
    Throwable cause = thrown;
    while (cause instanceof EJBException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getClass().getName().startsWith("java.")
        ? cause
        : new IllegalStateException(cause.toString());
  }
}
