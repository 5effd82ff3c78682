package org.chukei.deployed;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The bean {@code org.chukei:type=Queue}, as jconsole on the same machine reaches it. */
final class JmxDoor implements QueueDoor {

  private final JMXConnector connector;
  private final MBeanServerConnection beans;

  JmxDoor(RunningRelay relay) throws Exception {
    VirtualMachine server = VirtualMachine.attach(Long.toString(relay.server().pid()));
    try {
      connector =
          JMXConnectorFactory.connect(new JMXServiceURL(server.startLocalManagementAgent()));
    } finally {
      server.detach();
    }
    beans = connector.getMBeanServerConnection();
  }

  @Override
  public long change(String operation, Choice choice, String to) throws Exception {
    Stream<String> more = to.isEmpty() ? Stream.of() : Stream.of(to);
    return (Long) call(operation, Stream.concat(words(choice), more).toArray(String[]::new));
  }

  @Override
  public List<String> list(Choice choice) throws Exception {
    Object[] arguments = Stream.concat(words(choice), Stream.of(100)).toArray();
    String[] types = new String[arguments.length];
    Arrays.fill(types, String.class.getName());
    types[types.length - 1] = "int";
    return List.of((String[]) beans.invoke(queue(), "list", arguments, types));
  }

  private static Stream<Object> words(Choice choice) {
    return Stream.of(
        choice.id(), choice.sender(), choice.recipient(), choice.destination(), choice.state());
  }

  @Override
  public void pause(String what, String destination) throws Exception {
    call("pause", what, destination, "a test");
  }

  @Override
  public void resume(String what, String destination) throws Exception {
    call("resume", what, destination);
  }

  private Object call(String operation, String... arguments) throws Exception {
    String[] types = new String[arguments.length];
    Arrays.fill(types, String.class.getName());
    return beans.invoke(queue(), operation, arguments, types);
  }

  private static ObjectName queue() throws Exception {
    return new ObjectName("org.chukei:type=Queue");
  }

  @Override
  public void close() throws IOException {
    connector.close();
  }
}
