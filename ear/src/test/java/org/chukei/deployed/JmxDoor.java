package org.chukei.deployed;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** The bean {@code org.chukei:type=Queue}, as jconsole on the same machine reaches it. */
final class JmxDoor implements QueueDoor {

  private final Jmx jmx;

  JmxDoor(RunningRelay relay) throws IOException {
    jmx = Jmx.of(relay);
  }

  @Override
  public long change(String operation, Choice choice, String to) throws Exception {
    Stream<Object> more = to.isEmpty() ? Stream.of() : Stream.of(to);
    return (Long) jmx.call("Queue", operation, Stream.concat(words(choice), more).toArray());
  }

  @Override
  public List<String> list(Choice choice) throws Exception {
    Object[] arguments = Stream.concat(words(choice), Stream.of(100)).toArray();
    return List.of((String[]) jmx.call("Queue", "list", arguments));
  }

  private static Stream<Object> words(Choice choice) {
    return Stream.of(
        choice.id(), choice.sender(), choice.recipient(), choice.destination(), choice.state());
  }

  @Override
  public void pause(String what, String destination) throws Exception {
    jmx.call("Queue", "pause", what, destination, "a test");
  }

  @Override
  public void resume(String what, String destination) throws Exception {
    jmx.call("Queue", "resume", what, destination);
  }

  @Override
  public void close() throws IOException {
    jmx.close();
  }
}
