package org.chukei.management;

import java.util.List;
import java.util.Map;

/** What keeps hostile clients out, in JMX: {@code org.chukei:type=Limits}. */
public interface LimitsMXBean {

  /** How often each limit was exceeded since the start, by its name ({@code errors}). */
  Map<String, Long> getExceeded();

  /** How many recipients were refused because a block list has their client. */
  long getListed();

  /** Who sends far more than before now, a sentence each. */
  List<String> getSurges();
}
