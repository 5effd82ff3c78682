package org.chukei.deployed;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.invoke.MethodType;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** A JMX client that came in as jconsole does on the same machine. */
final class Jmx implements AutoCloseable {

  private final JMXConnector connector;
  private final MBeanServerConnection beans;

  private Jmx(JMXConnector connector) throws IOException {
    this.connector = connector;
    this.beans = connector.getMBeanServerConnection();
  }

  static Jmx of(RunningRelay relay) throws IOException {
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(relay.server().pid()));
      try {
        String url = machine.startLocalManagementAgent();
        return new Jmx(JMXConnectorFactory.connect(new JMXServiceURL(url)));
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException e) {
      throw new IOException(e);
    }
  }

  /**
   * @param type of {@code org.chukei:type=…}
   * @param arguments strings, and whatever has a primitive type
   */
  Object call(String type, String operation, Object... arguments) throws Exception {
    String[] signature = new String[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      Class<?> given = arguments[i].getClass();
      signature[i] = MethodType.methodType(given).unwrap().returnType().getName();
    }
    return beans.invoke(name(type), operation, arguments, signature);
  }

  Object attribute(String type, String attribute) throws Exception {
    return beans.getAttribute(name(type), attribute);
  }

  private static ObjectName name(String type) throws JMException {
    return new ObjectName("org.chukei:type=" + type);
  }

  @Override
  public void close() throws IOException {
    connector.close();
  }
}
