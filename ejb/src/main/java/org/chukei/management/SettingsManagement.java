package org.chukei.management;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Local;
import jakarta.ejb.Singleton;
import jakarta.inject.Inject;
import org.chukei.config.SettingInForce;
import org.chukei.config.Settings;

/** An EJB, because a JMX thread brings no application context and the EJB container sets one. */
@Singleton
@Local(SettingsMXBean.class)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class SettingsManagement implements SettingsMXBean {

  @Inject private Settings settings;

  @Override
  public String[] getInForce() {
    return settings.all().stream().map(SettingInForce::toString).toArray(String[]::new);
  }
}
