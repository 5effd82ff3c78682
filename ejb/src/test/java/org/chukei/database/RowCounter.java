package org.chukei.database;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** Counts the rows that are read through a data source. Safe for many threads. */
public final class RowCounter {

  private static final List<Class<?>> COUNTED =
      List.of(Connection.class, Statement.class, ResultSet.class);

  private final DataSource dataSource;
  private final AtomicInteger read = new AtomicInteger();

  public RowCounter(DataSource dataSource) {
    this.dataSource = (DataSource) counted(dataSource, DataSource.class);
  }

  public DataSource dataSource() {
    return dataSource;
  }

  /** Since the last reset. */
  public int read() {
    return read.get();
  }

  public void reset() {
    read.set(0);
  }

  private Object counted(Object real, Class<?> type) {
    return Proxy.newProxyInstance(
        getClass().getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) -> call(real, method, arguments));
  }

  private Object call(Object real, Method method, Object[] arguments) throws Throwable {
    Object answer;
    try {
      answer = method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
    if (real instanceof ResultSet && method.getName().equals("next") && (Boolean) answer) {
      read.incrementAndGet();
    }
    Class<?> type = method.getReturnType();
    boolean isCounted = answer != null && COUNTED.stream().anyMatch(c -> c.isAssignableFrom(type));
    return isCounted ? counted(answer, type) : answer;
  }
}
