package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.ArrayList;
import java.util.List;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Clients that never come to an end: what they send is not kept in memory. */
@ExtendWith(SharedRelay.class)
class EndlessInputIT {

  private static final int PIECE = 1 << 16;
  private static final int PIECES = 512; // 32 MiB by each client
  private static final long HALF_OF_ONE = (long) PIECE * PIECES / 2;

  @Test
  void endless_lines_headers_bodies_and_chunks_and_many_recipients_leave_the_heap_flat(
      RunningRelay relay) throws Exception {
    List<Talk> open = new ArrayList<>();
    String agent = agentOf(relay);
    try (JMXConnector jmx = JMXConnectorFactory.connect(new JMXServiceURL(agent))) {
      MemoryMXBean memory =
          ManagementFactory.newPlatformMXBeanProxy(
              jmx.getMBeanServerConnection(),
              ManagementFactory.MEMORY_MXBEAN_NAME,
              MemoryMXBean.class);
      long before = usedAfterCollection(memory);

      open.add(endless(relay, "", "x".repeat(PIECE)));
      open.add(endless(relay, "DATA\r\n", "X-Field: x\r\n".repeat(PIECE / 12)));
      open.add(endless(relay, "DATA\r\nX-Field: ", "x".repeat(PIECE)));
      open.add(endless(relay, "DATA\r\n\r\n", "x\r\n".repeat(PIECE / 3)));
      open.add(endless(relay, "BDAT 999999999999\r\n", "x".repeat(PIECE)));
      open.add(recipients(relay, 10_000));

      assertThat(usedAfterCollection(memory) - before).isLessThan(HALF_OF_ONE);
    } finally {
      for (Talk talk : open) {
        talk.close();
      }
    }
    try (Talk good = Talk.from("127.0.0.1", relay.mxPort())) {
      assertThat(good.ask("MAIL FROM:<sender@example.com> SIZE=9223372036854775808"))
          .startsWith("552 5.3.4");
      good.envelope("sender@example.com", "info2@example.jp");
      assertThat(good.content("Subject: after all that\r\n\r\n")).startsWith("250 ");
    }
  }

  private static String agentOf(RunningRelay relay) throws Exception {
    VirtualMachine server = VirtualMachine.attach(Long.toString(relay.server().pid()));
    try {
      return server.startLocalManagementAgent();
    } finally {
      server.detach();
    }
  }

  private static long usedAfterCollection(MemoryMXBean memory) {
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }

  /** Sends much, and is still at it when this returns. */
  private static Talk endless(RunningRelay relay, String begin, String piece) throws IOException {
    Talk talk = Talk.from("127.0.0.1", relay.mxPort());
    talk.envelope("sender@example.com", "info2@example.jp");
    talk.send(begin);
    for (int i = 0; i < PIECES; i++) {
      talk.send(piece);
    }
    return talk;
  }

  private static Talk recipients(RunningRelay relay, int count) throws IOException {
    Talk talk = Talk.from("127.0.0.1", relay.mxPort());
    talk.tell("MAIL FROM:<sender@example.com>");
    StringBuilder group = new StringBuilder();
    for (int i = 0; i < count; i++) {
      group.append("RCPT TO:<info2+").append(i).append("@example.jp>\r\n");
    }
    talk.send(group.toString());
    int accepted = 0;
    for (int i = 0; i < count; i++) {
      String reply = talk.reply();
      assertThat(reply).matches("250 2.1.5 .*|452 4.5.3 .*");
      accepted += reply.startsWith("250") ? 1 : 0;
    }
    assertThat(accepted).isEqualTo(1_000);
    return talk;
  }
}
