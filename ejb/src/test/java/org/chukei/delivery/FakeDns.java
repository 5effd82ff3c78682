package org.chukei.delivery;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.chukei.config.HostPort;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A DNS server on loopback that knows what the test tells it, and NXDOMAIN for all else. */
final class FakeDns implements AutoCloseable {

  private static final int SILENCE = -1;

  private final DatagramSocket socket;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final Map<String, List<Record>> records = new ConcurrentHashMap<>();
  private final Map<String, Integer> rcodes = new ConcurrentHashMap<>();
  private final List<String> questions = new CopyOnWriteArrayList<>();
  private volatile Optional<SignedZone> signed = Optional.empty();

  FakeDns() throws IOException {
    socket = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
    thread.execute(this::serve);
  }

  Optional<HostPort> address() {
    return Optional.of(new HostPort("127.0.0.1", socket.getLocalPort()));
  }

  /** {@code "example.com", "MX", "10 mx.example.com."}; no values: the name, without such data. */
  FakeDns has(String name, String type, String... values) throws IOException {
    List<Record> found = new ArrayList<>();
    for (String value : values) {
      found.add(
          Record.fromString(
              Name.fromString(name + "."), Type.value(type), DClass.IN, 60, value, Name.root));
    }
    records.put(name + " " + type, found);
    return this;
  }

  /** Everything in this zone is signed from here on, and what is not there is proven not to be. */
  FakeDns signs(SignedZone zone) {
    signed = Optional.of(zone);
    return this;
  }

  FakeDns fails(String name, String type, int rcode) {
    rcodes.put(name + " " + type, rcode);
    return this;
  }

  FakeDns isSilent(String name, String type) {
    return fails(name, type, SILENCE);
  }

  /** {@code "example.com MX"}, in order. */
  List<String> questions() {
    return List.copyOf(questions);
  }

  private void serve() {
    byte[] buffer = new byte[4_096];
    while (!socket.isClosed()) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      try {
        socket.receive(packet);
        Message query = new Message(Arrays.copyOf(buffer, packet.getLength()));
        Optional<Message> answer = answer(query);
        if (answer.isPresent()) {
          byte[] octets = answer.get().toWire();
          socket.send(new DatagramPacket(octets, octets.length, packet.getSocketAddress()));
        }
      } catch (IOException e) {
        return;
      }
    }
  }

  private Optional<Message> answer(Message query) throws IOException {
    Record question = query.getQuestion();
    String name = question.getName().toString(true).toLowerCase(Locale.ROOT);
    String key = name + " " + Type.string(question.getType());
    questions.add(key);
    int rcode = rcodes.getOrDefault(key, Rcode.NOERROR);
    if (rcode == SILENCE) {
      return Optional.empty();
    }
    Message answer = new Message(query.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.getHeader().setFlag(Flags.RA);
    answer.addRecord(question, Section.QUESTION);
    List<Record> found = records.getOrDefault(key, List.of());
    List<Record> alias = records.getOrDefault(name + " CNAME", List.of());
    boolean exists = records.keySet().stream().anyMatch(known -> known.startsWith(name + " "));
    Name end = question.getName();
    if (found.isEmpty() && !alias.isEmpty()) {
      answer.addRecord(alias.get(0), Section.ANSWER);
      end = ((CNAMERecord) alias.get(0)).getTarget(); // as a resolver, which asks on
      String type = Type.string(question.getType());
      found =
          type.equals("CNAME")
              ? List.of()
              : records.getOrDefault(
                  end.toString(true).toLowerCase(Locale.ROOT) + " " + type, List.of());
    }
    if (found.isEmpty() && (alias.isEmpty() || question.getType() != Type.CNAME)) {
      Name zone = new Name(end, end.labels() - 2);
      answer.addRecord(
          Record.fromString(zone, Type.SOA, DClass.IN, 60, "ns. root. 1 60 60 60 60", Name.root),
          Section.AUTHORITY);
    }
    found.forEach(record -> answer.addRecord(record, Section.ANSWER));
    if (signed.isPresent() && signed.get().holds(question.getName())) {
      signed.get().sign(answer, question, end);
      exists = true;
    }
    boolean unknown = rcode == Rcode.NOERROR && !exists;
    answer.getHeader().setRcode(unknown ? Rcode.NXDOMAIN : rcode);
    return Optional.of(answer);
  }

  @Override
  public void close() {
    socket.close();
    thread.shutdownNow();
  }
}
