package org.chukei.connector.ra;

import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.chukei.connector.api.Service;
import org.chukei.connector.api.SmtpServices;

/** The services in JMX. That they can't be shown there stops no mail. */
final class ServiceBeans {

  private static final System.Logger LOG = System.getLogger(ServiceBeans.class.getName());

  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
  private final List<ObjectName> names = new ArrayList<>();

  void register(SmtpServices services) {
    for (Service service : services.services()) {
      try {
        ObjectName name = new ObjectName("org.chukei:type=SmtpService,name=" + service);
        server.registerMBean(new ServiceBean(services, service), name);
        names.add(name);
      } catch (JMException e) {
        LOG.log(Level.WARNING, service + " is not in JMX", e);
      }
    }
  }

  void unregister() {
    for (ObjectName name : names) {
      try {
        server.unregisterMBean(name);
      } catch (JMException e) {
        LOG.log(Level.WARNING, name + " stays in JMX", e);
      }
    }
    names.clear();
  }
}
