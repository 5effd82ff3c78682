package org.chukei.management;

import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
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
        "RelayPolicy", bean(policy, RelayPolicyMXBean.class),
        "RelayLists", bean(lists, RelayListsMXBean.class),
        "Queue", bean(queue, QueueMXBean.class),
        "Directory", bean(directory, DirectoryMXBean.class),
        "Limits", bean(limits, LimitsMXBean.class),
        "History", bean(history, HistoryMXBean.class),
        "Settings", bean(settings, SettingsMXBean.class),
        "Users", bean(users, UsersMXBean.class),
        "Audit", bean(audit, AuditMXBean.class));
  }

  /** What goes wrong is told without the container's wrapping, see {@link Unwrapping}. */
  private static <T> StandardMBean bean(T ejb, Class<T> type) {
    Object plain =
        Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, new Unwrapping(ejb));
    return new StandardMBean(type.cast(plain), type, true);
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
