package org.chukei.queue;

/**
 * How much mail this node owes. Counted one after the other while mail flows, so the figures may be
 * a few apart.
 *
 * @param messages with at least one recipient owed
 * @param octets of their contents
 * @param active recipients that are fresh or being tried
 * @param deferred recipients that wait for their next attempt
 * @param held recipients that wait for an operator
 */
public record QueueSizes(long messages, long octets, long active, long deferred, long held) {}
