package org.chukei.cli;

import jakarta.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Where a person or a script reads and types. Whatever came from a peer is shown with its control
 * characters escaped: an answer of a next hop must not drive the administrator's terminal.
 */
final class Terminal {

  private final InputStream in;
  private final PrintWriter out;
  private final PrintWriter err;
  private boolean isMuted;

  Terminal(InputStream in, PrintStream out, PrintStream err) {
    this.in = in;
    this.out = new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    this.err = new PrintWriter(new OutputStreamWriter(err, StandardCharsets.UTF_8));
  }

  PrintWriter out() {
    return out;
  }

  PrintWriter err() {
    return err;
  }

  void flush() {
    out.flush();
    err.flush();
  }

  /** From now on only JSON is printed, warnings and failures apart. */
  void mute() {
    isMuted = true;
  }

  /** One line. */
  void print(String line) {
    if (!isMuted) {
      out.println(escaped(line));
    }
  }

  /** For a file or a pipe: nothing is added, nothing escaped. */
  void raw(String text) {
    if (!isMuted) {
      out.print(text);
    }
  }

  void json(JsonObject answer) {
    out.println(answer);
  }

  void warn(String warning) {
    err.println("warning: " + escaped(warning));
  }

  /** Columns as wide as their widest cell. */
  void table(List<String> heads, List<List<String>> rows) {
    if (isMuted) {
      return;
    }
    int[] widths = new int[heads.size()];
    for (int i = 0; i < widths.length; i++) {
      int column = i;
      widths[i] =
          Math.max(
              heads.get(i).length(),
              rows.stream().mapToInt(row -> escaped(row.get(column)).length()).max().orElse(0));
    }
    printRow(heads, widths);
    rows.forEach(row -> printRow(row, widths));
  }

  private void printRow(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = escaped(cells.get(i));
      line.append(cell).append(" ".repeat(widths[i] - cell.length() + 2));
    }
    out.println(line.toString().stripTrailing());
  }

  /** The first line of standard input; without its line end, otherwise as it is. */
  String password() {
    try {
      String line =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
      if (line == null || line.isEmpty()) {
        throw new RefusedException(
            "no password on standard input; try: printf '%s' PASSWORD | ./chukei …");
      }
      return line;
    } catch (IOException e) {
      throw new RefusedException("standard input can't be read: " + e.getMessage(), e);
    }
  }

  /** Asks, and takes {@code yes} on standard input for yes; all else, or nothing, is no. */
  boolean confirms(String question) {
    err.print(escaped(question) + " [yes/no] ");
    err.flush();
    try {
      String line =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
      if (line == null) {
        err.println();
      }
      return "yes".equals(line);
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Why a file can't be used: of some reasons Java's own message is no more than the file's name.
   */
  static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file or directory";
    }
    return e instanceof AccessDeniedException ? "permission denied" : e.getMessage();
  }

  /** Tells what went wrong; the exit status. */
  int failure(Exception e) {
    if (e instanceof UnreachableException) {
      err.println("chukei: " + e.getMessage());
      err.println("chukei: is it running? ./chukei status tells, ./chukei run starts it");
      return Chukei.UNREACHABLE;
    }
    if (e instanceof RefusedException refused) {
      refused.lines().forEach(line -> err.println("chukei: " + escaped(line)));
      return Chukei.REFUSED;
    }
    err.println("chukei: this is a defect of the command line:");
    e.printStackTrace(err);
    return Chukei.REFUSED;
  }

  /** Tells what in the command line makes no sense, and what would; the exit status. */
  int misunderstood(ParameterException e) {
    CommandLine command = e.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    String wrong = wrong(e).replaceFirst("is not an? (int|long)$", "is not a whole number");
    err.println("chukei: " + escaped(wrong));
    if (command.getSubcommands().isEmpty()) {
      command.usage(err);
    } else {
      err.println(
          "chukei: " + name + " has " + String.join(", ", command.getSubcommands().keySet()));
    }
    err.println("chukei: " + name + " --help tells more");
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static String wrong(ParameterException e) {
    boolean isCommand = !e.getCommandLine().getSubcommands().isEmpty();
    if (!(e instanceof UnmatchedArgumentException unmatched)) {
      return isCommand ? "a command is missing" : e.getMessage();
    }
    String word = unmatched.getUnmatched().get(0);
    if (word.startsWith("-")) {
      return "there is no option '" + word + "'";
    }
    return isCommand ? "there is no command '" + word + "'" : "'" + word + "' is too much";
  }

  private static String escaped(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.chars()
        .forEach(
            c -> {
              if (Character.isISOControl(c) && c != '\t') {
                shown.append(String.format("\\x%02X", c));
              } else {
                shown.append((char) c);
              }
            });
    return shown.toString();
  }
}
