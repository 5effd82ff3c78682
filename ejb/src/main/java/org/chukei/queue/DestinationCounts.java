package org.chukei.queue;

/**
 * How many destinations are how.
 *
 * @param known mail was tried there of late, or fails there
 * @param resting of these, left alone because they fail
 * @param paused by an operator, known or not
 */
public record DestinationCounts(long known, long resting, long paused) {}
