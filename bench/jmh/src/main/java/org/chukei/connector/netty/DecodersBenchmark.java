package org.chukei.connector.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.chukei.smtp.Command;
import org.chukei.smtp.CommandParser;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** From octets to a command, and from octets to content. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecodersBenchmark {

  private static final String LINE = "RCPT TO:<recipient@example.com>\r\n";

  private final ByteBuf line =
      Unpooled.wrappedBuffer(LINE.getBytes(StandardCharsets.US_ASCII)).asReadOnly();
  private final byte[] text = content("x".repeat(70) + "\r\n");
  private final byte[] dots = content("..\r\n");
  private long octets;

  private final ContentDecoder.Sink counter =
      new ContentDecoder.Sink() {
        @Override
        public void write(byte[] octets, int from, int to) {
          DecodersBenchmark.this.octets += to - from;
        }

        @Override
        public void bareCrOrLf() {
          throw new IllegalStateException("there is none");
        }
      };

  /** 10 KiB of such lines, then the end of data. */
  private static byte[] content(String line) {
    return (line.repeat(10_240 / line.length()) + ".\r\n").getBytes(StandardCharsets.US_ASCII);
  }

  @Benchmark
  public Command command() {
    LineDecoder.Line found = new LineDecoder().decode(line.readerIndex(0)).orElseThrow();
    return CommandParser.parse(((LineDecoder.Line.Text) found).octets());
  }

  @Benchmark
  public void content10KiB(Blackhole taken) {
    decode(text, taken);
  }

  @Benchmark
  public void content10KiBOfDots(Blackhole taken) {
    decode(dots, taken);
  }

  @Benchmark
  public void chunk10KiB(Blackhole taken) {
    decode(new ChunkDecoder(text.length, new LineCheck(counter)), text, taken);
  }

  private void decode(byte[] in, Blackhole taken) {
    decode(new DataDecoder(counter), in, taken);
  }

  private void decode(ContentDecoder decoder, byte[] in, Blackhole taken) {
    taken.consume(decoder.decode(in, 0, in.length));
    taken.consume(octets);
  }
}
