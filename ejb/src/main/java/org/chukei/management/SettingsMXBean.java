package org.chukei.management;

/** The settings in force over JMX, {@code org.chukei:type=Settings}. */
public interface SettingsMXBean {

  /** A line each: {@code CHUKEI_HTTP_PORT=8081 (FILE /var/lib/chukei/chukei.properties:3)}. */
  String[] getInForce();
}
