package org.chukei.management;

import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import java.lang.management.ManagementFactory;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/**
 * Registers the application's MXBeans with the platform's MBean server; the adapter registers its
 * own.
 */
@Singleton
public class Management {

  private static final List<String> TYPES =
      List.of("RelayPolicy", "RelayLists", "Queue", "Limits", "History", "Settings", "Directory");

  @EJB private RelayPolicyMXBean policy;
  @EJB private QueueMXBean queue;
  @EJB private LimitsMXBean limits;
  @EJB private HistoryMXBean history;
  @EJB private SettingsMXBean settings;
  @EJB private RelayListsMXBean lists;
  @EJB private DirectoryMXBean directory;

  /**
   * @throws IllegalStateException where a bean can't be registered: a defect of ours
   */
  public void register() {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    try {
      unregister(); // a redeployment after a crash of the former one
      server.registerMBean(
          new StandardMBean(policy, RelayPolicyMXBean.class, true), name("RelayPolicy"));
      server.registerMBean(
          new StandardMBean(lists, RelayListsMXBean.class, true), name("RelayLists"));
      server.registerMBean(new StandardMBean(queue, QueueMXBean.class, true), name("Queue"));
      server.registerMBean(
          new StandardMBean(directory, DirectoryMXBean.class, true), name("Directory"));
      server.registerMBean(new StandardMBean(limits, LimitsMXBean.class, true), name("Limits"));
      server.registerMBean(new StandardMBean(history, HistoryMXBean.class, true), name("History"));
      server.registerMBean(
          new StandardMBean(settings, SettingsMXBean.class, true), name("Settings"));
    } catch (JMException e) {
      throw new IllegalStateException("the MXBeans can't be registered", e);
    }
  }

  /** Takes them away again; those that are not there are no error. */
  public void unregister() {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    try {
      for (String type : TYPES) {
        if (server.isRegistered(name(type))) {
          server.unregisterMBean(name(type));
        }
      }
    } catch (JMException e) {
      throw new IllegalStateException("the MXBeans can't be unregistered", e);
    }
  }

  private static ObjectName name(String type) throws JMException {
    return new ObjectName("org.chukei", new Hashtable<>(Map.of("type", type)));
  }
}
