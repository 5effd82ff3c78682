package org.chukei.deployed;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code ./chukei queue}. */
final class CliDoor implements QueueDoor {

  private final RunningRelay relay;

  CliDoor(RunningRelay relay) {
    this.relay = relay;
  }

  @Override
  public long change(String operation, Choice choice, String to) throws IOException {
    List<String> more = new ArrayList<>();
    if (!to.isEmpty()) {
      more.addAll(List.of("--to", to));
    }
    if (operation.equals("remove")) {
      more.add("--yes");
    }
    String said = call(operation, choice, more).strip();
    return Long.parseLong(said.substring(said.lastIndexOf(' ') + 1));
  }

  @Override
  public List<String> list(Choice choice) throws IOException {
    return call("list", choice, List.of()).lines().filter(line -> line.contains("@")).toList();
  }

  private String call(String command, Choice choice, List<String> more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("queue", command));
    if (!choice.id().isEmpty()) {
      arguments.add(choice.id());
    }
    add(arguments, "--sender", choice.sender());
    add(arguments, "--recipient", choice.recipient());
    add(arguments, "--destination", choice.destination());
    add(arguments, "--state", choice.state().toLowerCase(Locale.ROOT));
    arguments.addAll(more);
    return relay.cli(arguments.toArray(String[]::new));
  }

  private static void add(List<String> arguments, String option, String value) {
    if (!value.isEmpty()) {
      arguments.addAll(List.of(option, value));
    }
  }

  @Override
  public void pause(String what, String destination) throws IOException {
    stop("pause", what, destination);
  }

  @Override
  public void resume(String what, String destination) throws IOException {
    stop("resume", what, destination);
  }

  private void stop(String command, String what, String destination) throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("queue", command, what.toLowerCase(Locale.ROOT)));
    if (!destination.isEmpty()) {
      arguments.add(destination);
    }
    relay.cli(arguments.toArray(String[]::new));
  }

  @Override
  public void close() {
    // Each call is a process of its own.
  }
}
