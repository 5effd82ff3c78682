package org.chukei.policy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;

/**
 * Which lines of one text stay in another: patience diff (Bram Cohen's), which takes lines that
 * each text has once for its anchors. Networks stand once in a list as a rule, so it follows what
 * was moved and what was changed, and a list of millions of characters takes no longer than sorting
 * it. Where no anchor is left, what is between is taken as replaced: not always the shortest
 * difference, but always a right one.
 */
final class LineDiff {

  private static final int NONE = -1;

  private final List<String> before;
  private final List<String> after;

  /** For each line before: the line after that it is, or NONE; ascending. */
  private final int[] partners;

  private LineDiff(List<String> before, List<String> after, int[] partners) {
    this.before = before;
    this.after = after;
    this.partners = partners;
  }

  static LineDiff of(String before, String after) {
    List<String> old = lines(before);
    List<String> now = lines(after);
    int[] partners = new int[old.size()];
    Arrays.fill(partners, NONE);
    Deque<Block> blocks = new ArrayDeque<>(List.of(new Block(0, old.size(), 0, now.size())));
    while (!blocks.isEmpty()) { // not by recursion: a list may have 100,000 lines
      match(blocks.pop(), old, now, partners, blocks);
    }
    return new LineDiff(old, now, partners);
  }

  /** Every line of both texts in the order of a unified difference. */
  List<Line> all() {
    List<Line> all = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < before.size(); i++) {
      if (partners[i] == NONE) {
        all.add(new Line('-', before.get(i)));
        continue;
      }
      while (next < partners[i]) {
        all.add(new Line('+', after.get(next++)));
      }
      all.add(new Line(' ', after.get(next++)));
    }
    while (next < after.size()) {
      all.add(new Line('+', after.get(next++)));
    }
    return all;
  }

  /**
   * @param sign {@code -} taken away, {@code +} new, a space for a line that stays
   * @param text with its line end, where it has one
   */
  record Line(char sign, String text) {}

  int removed() {
    return (int) Arrays.stream(partners).filter(partner -> partner == NONE).count();
  }

  int added() {
    return after.size() - (before.size() - removed());
  }

  /** A stretch of lines in both texts; the ends are exclusive. */
  private record Block(int from, int to, int newFrom, int newTo) {}

  private static void match(
      Block block, List<String> old, List<String> now, int[] partners, Deque<Block> blocks) {
    int from = block.from();
    int newFrom = block.newFrom();
    int to = block.to();
    int newTo = block.newTo();
    while (from < to && newFrom < newTo && old.get(from).equals(now.get(newFrom))) {
      partners[from++] = newFrom++;
    }
    while (from < to && newFrom < newTo && old.get(to - 1).equals(now.get(newTo - 1))) {
      partners[--to] = --newTo;
    }
    List<int[]> anchors = longestAscending(anchors(old, from, to, now, newFrom, newTo));
    if (anchors.isEmpty()) {
      return;
    }
    for (int[] anchor : anchors) {
      partners[anchor[0]] = anchor[1];
      blocks.push(new Block(from, anchor[0], newFrom, anchor[1]));
      from = anchor[0] + 1;
      newFrom = anchor[1] + 1;
    }
    blocks.push(new Block(from, to, newFrom, newTo));
  }

  /** Lines that both stretches have once: their numbers, in the order of the old text. */
  private static List<int[]> anchors(
      List<String> old, int from, int to, List<String> now, int newFrom, int newTo) {
    Map<String, Integer> once = new HashMap<>();
    for (int i = newFrom; i < newTo; i++) {
      once.merge(now.get(i), i, (first, again) -> NONE);
    }
    Map<String, Integer> onceBefore = new HashMap<>();
    for (int i = from; i < to; i++) {
      onceBefore.merge(old.get(i), i, (first, again) -> NONE);
    }
    List<int[]> anchors = new ArrayList<>();
    for (int i = from; i < to; i++) {
      int partner = once.getOrDefault(old.get(i), NONE);
      if (partner != NONE && onceBefore.get(old.get(i)) == i) {
        anchors.add(new int[] {i, partner});
      }
    }
    return anchors;
  }

  /** The most of them that stand in the same order in both texts (patience sorting). */
  private static List<int[]> longestAscending(List<int[]> anchors) {
    List<Integer> tops = new ArrayList<>(); // of each pile: the anchor with the lowest partner
    int[] before = new int[anchors.size()];
    for (int i = 0; i < anchors.size(); i++) {
      int pile = pile(tops, anchors, anchors.get(i)[1]);
      before[i] = pile == 0 ? NONE : tops.get(pile - 1);
      if (pile == tops.size()) {
        tops.add(i);
      } else {
        tops.set(pile, i);
      }
    }
    LinkedList<int[]> longest = new LinkedList<>();
    int last = tops.isEmpty() ? NONE : tops.get(tops.size() - 1);
    for (int i = last; i != NONE; i = before[i]) {
      longest.addFirst(anchors.get(i));
    }
    return longest;
  }

  /** The first pile whose top is above the partner: by halves. */
  private static int pile(List<Integer> tops, List<int[]> anchors, int partner) {
    int from = 0;
    int to = tops.size();
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (anchors.get(tops.get(middle))[1] < partner) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  /** Each with its line end, so that a last line without one is another line. */
  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      int next = end < 0 ? text.length() : end + 1;
      lines.add(text.substring(start, next));
      start = next;
    }
    return lines;
  }
}
