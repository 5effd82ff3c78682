package org.chukei.management;

import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import java.lang.management.ManagementFactory;
import java.util.Hashtable;
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

  @EJB private RelayPolicyMXBean policy;
  @EJB private QueueMXBean queue;
  @EJB private LimitsMXBean limits;
  @EJB private HistoryMXBean history;
  @EJB private SettingsMXBean settings;
  @EJB private RelayListsMXBean lists;
  @EJB private DirectoryMXBean directory;
  @EJB private UsersMXBean users;
  @EJB private AuditMXBean audit;

  private Map<String, StandardMBean> beans() {
    return Map.of(
        "RelayPolicy", new StandardMBean(policy, RelayPolicyMXBean.class, true),
        "RelayLists", new StandardMBean(lists, RelayListsMXBean.class, true),
        "Queue", new StandardMBean(queue, QueueMXBean.class, true),
        "Directory", new StandardMBean(directory, DirectoryMXBean.class, true),
        "Limits", new StandardMBean(limits, LimitsMXBean.class, true),
        "History", new StandardMBean(history, HistoryMXBean.class, true),
        "Settings", new StandardMBean(settings, SettingsMXBean.class, true),
        "Users", new StandardMBean(users, UsersMXBean.class, true),
        "Audit", new StandardMBean(audit, AuditMXBean.class, true));
  }

  /**
   * @throws IllegalStateException where a bean can't be registered: a defect of ours
   */
  public void register() {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    try {
      unregister(); // a redeployment after a crash of the former one
      for (Map.Entry<String, StandardMBean> bean : beans().entrySet()) {
        server.registerMBean(bean.getValue(), name(bean.getKey()));
      }
    } catch (JMException e) {
      throw new IllegalStateException("the MXBeans can't be registered", e);
    }
  }

  /** Takes them away again; those that are not there are no error. */
  public void unregister() {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    try {
      for (String type : beans().keySet()) {
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
