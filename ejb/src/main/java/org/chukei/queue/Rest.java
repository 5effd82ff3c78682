package org.chukei.queue;

import java.time.Instant;

/**
 * Why and until when a destination is left alone.
 *
 * @param failures in a row so far
 * @param status of the last one
 * @param text of the last one; peer input
 */
public record Rest(Instant until, int failures, String status, String text) {}
